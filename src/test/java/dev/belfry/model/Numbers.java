package dev.belfry.model;

import java.util.Arrays;

/**
 * A growing list of ints: boxed, the parents of all states would take more room than the states.
 */
final class Numbers {
  private int[] numbers = new int[1024];
  private int size;

  void add(int number) {
    if (size == numbers.length) {
      numbers = Arrays.copyOf(numbers, size * 2);
    }
    numbers[size++] = number;
  }

  int get(int index) {
    return numbers[index];
  }

  int size() {
    return size;
  }
}
