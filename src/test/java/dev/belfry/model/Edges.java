package dev.belfry.model;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.function.IntPredicate;

/** Which place leads to which. */
final class Edges {
  private final Numbers from = new Numbers();
  private final Numbers to = new Numbers();

  void add(int fromPlace, int toPlace) {
    from.add(fromPlace);
    to.add(toPlace);
  }

  /** The places from which one of the goals is reached in any number of steps, also in none. */
  boolean[] leadingTo(int places, IntPredicate isGoal) {
    int[] firstInto = firstEdgeInto(places);
    int[] origins = originsByTarget(firstInto);
    boolean[] leads = new boolean[places];
    Deque<Integer> open = new ArrayDeque<>();
    for (int place = 0; place < places; place++) {
      if (isGoal.test(place)) {
        leads[place] = true;
        open.add(place);
      }
    }
    while (!open.isEmpty()) {
      int target = open.remove();
      for (int edge = firstInto[target]; edge < firstInto[target + 1]; edge++) {
        int origin = origins[edge];
        if (!leads[origin]) {
          leads[origin] = true;
          open.add(origin);
        }
      }
    }
    return leads;
  }

  private int[] firstEdgeInto(int places) {
    int[] first = new int[places + 1];
    for (int edge = 0; edge < to.size(); edge++) {
      first[to.get(edge) + 1]++;
    }
    for (int place = 0; place < places; place++) {
      first[place + 1] += first[place];
    }
    return first;
  }

  private int[] originsByTarget(int[] firstInto) {
    int[] next = firstInto.clone();
    int[] origins = new int[to.size()];
    for (int edge = 0; edge < to.size(); edge++) {
      origins[next[to.get(edge)]++] = from.get(edge);
    }
    return origins;
  }
}
