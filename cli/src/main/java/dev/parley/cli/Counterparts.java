// SPDX-License-Identifier: Apache-2.0

package dev.parley.cli;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.BiPredicate;
import java.util.function.Predicate;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * Which class of one style corresponds to which of another.
 *
 * @param same those that both styles use as they are
 * @param pairs those that do the same in their own ways
 * @param onlyLeft those that the second style has nothing like
 * @param onlyRight those that the first style has nothing like
 */
record Counterparts(
    List<SourceFile> same,
    List<SourcePair> pairs,
    List<SourceFile> onlyLeft,
    List<SourceFile> onlyRight) {

  /** What a whole style consists of, in the words of the protocol. */
  private static final Set<String> ROLES = Set.of("Style", "Server", "Client");

  private static final Pattern FIRST_WORD = Pattern.compile("([A-Z][a-z]+)[A-Z].*");

  /** Finds them: by what they are to the protocol, by their name, by its first word. */
  static Counterparts of(List<SourceFile> left, List<SourceFile> right) {
    List<SourceFile> same = left.stream().filter(right::contains).toList();
    List<SourceFile> restLeft = without(left, same);
    List<SourceFile> restRight = without(right, same);
    List<SourcePair> pairs = new ArrayList<>();
    pair(restLeft, restRight, Counterparts::haveSameRole, pairs);
    pair(restLeft, restRight, Counterparts::haveSameName, pairs);
    pair(restLeft, restRight, Counterparts::beginAlike, pairs);
    return new Counterparts(
        same, List.copyOf(pairs), List.copyOf(restLeft), List.copyOf(restRight));
  }

  /** Moves into pairs what has exactly one counterpart. */
  private static void pair(
      List<SourceFile> left,
      List<SourceFile> right,
      BiPredicate<SourceFile, SourceFile> isLike,
      List<SourcePair> pairs) {
    for (SourceFile one : List.copyOf(left)) {
      List<SourceFile> others = right.stream().filter(other -> isLike.test(one, other)).toList();
      if (others.size() == 1 && isOnlyOneLike(others.getFirst(), left, isLike)) {
        pairs.add(new SourcePair(one, others.getFirst()));
        left.remove(one);
        right.remove(others.getFirst());
      }
    }
  }

  private static boolean isOnlyOneLike(
      SourceFile other, List<SourceFile> left, BiPredicate<SourceFile, SourceFile> isLike) {
    return left.stream().filter(one -> isLike.test(one, other)).count() == 1;
  }

  private static List<SourceFile> without(List<SourceFile> files, List<SourceFile> same) {
    List<SourceFile> rest = new ArrayList<>(files);
    rest.removeAll(same);
    return rest;
  }

  private static boolean haveSameRole(SourceFile one, SourceFile other) {
    return ROLES.contains(one.role()) && one.role().equals(other.role());
  }

  private static boolean haveSameName(SourceFile one, SourceFile other) {
    return one.simpleName().equals(other.simpleName());
  }

  /** TimedSocket and TimedChannel are both what the style waits on. */
  private static boolean beginAlike(SourceFile one, SourceFile other) {
    Optional<String> word = firstWord(one);
    return word.isPresent() && word.equals(firstWord(other));
  }

  private static Optional<String> firstWord(SourceFile file) {
    Matcher name = FIRST_WORD.matcher(file.simpleName());
    return name.matches() ? Optional.of(name.group(1)) : Optional.empty();
  }

  /** Returns what has this name on either side; nothing where no class has it. */
  Optional<Counterparts> named(String name) {
    Predicate<SourceFile> isNamed = file -> file.simpleName().equals(name);
    var some =
        new Counterparts(
            same.stream().filter(isNamed).toList(),
            pairs.stream().filter(pair -> pair.isNamed(name)).toList(),
            onlyLeft.stream().filter(isNamed).toList(),
            onlyRight.stream().filter(isNamed).toList());
    return Optional.of(some).filter(found -> !found.names().isEmpty());
  }

  /** Returns the names of all classes. */
  List<String> names() {
    Stream<SourceFile> paired =
        pairs.stream().flatMap(pair -> Stream.of(pair.left(), pair.right()));
    return Stream.of(same.stream(), paired, onlyLeft.stream(), onlyRight.stream())
        .flatMap(files -> files)
        .map(SourceFile::simpleName)
        .distinct()
        .toList();
  }

  /** Returns all of it in numbers. */
  DiffSize size() {
    DiffSize size = DiffSize.ZERO;
    for (SourceFile file : same) {
      size = size.plus(new DiffSize(file.body().size(), 0, 0, 0));
    }
    for (SourcePair pair : pairs) {
      size = size.plus(pair.size());
    }
    for (SourceFile file : onlyLeft) {
      size = size.plus(new DiffSize(0, 0, file.body().size(), 0));
    }
    for (SourceFile file : onlyRight) {
      size = size.plus(new DiffSize(0, 0, 0, file.body().size()));
    }
    return size;
  }
}
