package dev.belfry.model;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/**
 * What is live, by its id from 1, and what is on its way. The order of what is on its way means
 * nothing, so it is always the same.
 */
record Network(List<Copy> live, List<Request> inFlight) {
  private static final Comparator<Request> IN_ORDER =
      Comparator.comparingInt(Request::sender)
          .thenComparingInt(Request::part)
          .thenComparingInt(Request::parent);

  static final Network EMPTY = new Network(List.of(), List.of());

  /** A part that is live under its parent. */
  record Copy(int part, int parent) {}

  /**
   * A part on its way.
   *
   * @param sender the node that waits for the answer, from 0; {@link #NOBODY} where none does any
   *     more
   */
  record Request(int sender, int part, int parent) {
    static final int NOBODY = -1;

    Request orphaned() {
      return new Request(NOBODY, part, parent);
    }
  }

  Network {
    live = List.copyOf(live);
    inFlight =
        inFlight.size() < 2 ? List.copyOf(inFlight) : inFlight.stream().sorted(IN_ORDER).toList();
  }

  Network sent(Request request) {
    List<Request> more = new ArrayList<>(inFlight);
    more.add(request);
    return new Network(live, more);
  }

  Network gone(Request request) {
    List<Request> fewer = new ArrayList<>(inFlight);
    fewer.remove(request);
    return new Network(live, fewer);
  }

  /** Nobody waits any more for what this node has sent. */
  Network orphaned(int sender) {
    return new Network(
        live,
        inFlight.stream()
            .map(request -> request.sender() == sender ? request.orphaned() : request)
            .toList());
  }

  /** The request arrives. With a key, what is live already is not made again. */
  Network accepted(Request request, boolean hasKey) {
    Network now = gone(request);
    if (hasKey && live.contains(copy(request))) {
      return now;
    }
    List<Copy> more = new ArrayList<>(live);
    more.add(copy(request));
    return new Network(more, now.inFlight);
  }

  /** The id in the answer to a request that was accepted last. */
  int answer(Request request, boolean hasKey) {
    return 1 + (hasKey ? live.indexOf(copy(request)) : live.lastIndexOf(copy(request)));
  }

  /** What a look finds for a part: an id, or 0 for nothing. */
  int find(int part) {
    for (int id = 1; id <= live.size(); id++) {
      if (live.get(id - 1).part() == part) {
        return id;
      }
    }
    return 0;
  }

  long copies(int part) {
    return live.stream().filter(copy -> copy.part() == part).count();
  }

  private static Copy copy(Request request) {
    return new Copy(request.part(), request.parent());
  }
}
