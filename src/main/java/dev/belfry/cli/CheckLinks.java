package dev.belfry.cli;

import dev.belfry.compose.Entities;
import dev.belfry.compose.Entity;
import dev.belfry.post.Network;
import dev.belfry.post.Part;
import dev.belfry.post.Post;
import dev.belfry.publish.AskLinks.Answer;
import dev.belfry.publish.AskLinks.Leads;
import dev.belfry.queue.LookedUp;
import java.time.Duration;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * Learns where the links of posts lead, outside any transaction but an import's. One that leads
 * somewhere is not asked about again for a day; one that does not may have been mended.
 */
final class CheckLinks {
  private static final String NAME = "link ";

  private final Workplace workplace;

  CheckLinks(Workplace workplace) {
    this.workplace = workplace;
  }

  /** The addresses of a post's links, where it goes to these networks. */
  static Set<String> in(Post post, Collection<Network> networks) {
    Set<String> links = new LinkedHashSet<>();
    for (Part part : post.parts()) {
      links.addAll(in(part, networks));
    }
    return links;
  }

  static Set<String> in(Part part, Collection<Network> networks) {
    return networks.stream()
        .map(part::text)
        .distinct()
        .flatMap(
            text ->
                Entities.in(text).stream()
                    .filter(entity -> entity.kind() == Entity.Kind.LINK)
                    .map(link -> address(link.in(text))))
        .collect(Collectors.toCollection(LinkedHashSet::new));
  }

  /** What a link means may be written without its scheme. */
  private static String address(String written) {
    String lower = written.toLowerCase(Locale.ROOT);
    return lower.startsWith("http://") || lower.startsWith("https://")
        ? written
        : "https://" + written;
  }

  /** What was learnt of each that does not simply lead somewhere. */
  Map<String, Answer> ask(Collection<String> links, Duration within) {
    Set<String> wanted = new LinkedHashSet<>(links);
    List<String> names = wanted.stream().map(NAME::concat).toList();
    Map<String, String> known =
        workplace.database().lend(connection -> LookedUp.fresh(connection, names));
    wanted.removeIf(link -> known.containsKey(NAME + link));
    if (wanted.isEmpty()) {
      return Map.of();
    }
    Map<String, Answer> answers = workplace.publishers().links().ask(wanted, within);
    Map<String, String> good =
        answers.entrySet().stream()
            .filter(each -> each.getValue().leads() == Leads.SOMEWHERE)
            .collect(Collectors.toMap(each -> NAME + each.getKey(), each -> "good"));
    if (!good.isEmpty()) {
      boolean unused =
          workplace
              .database()
              .lend(
                  connection -> {
                    LookedUp.keep(connection, good);
                    return true;
                  });
    }
    Map<String, Answer> rest = new LinkedHashMap<>();
    for (String link : wanted) {
      Answer answer =
          answers.getOrDefault(link, new Answer(Leads.UNKNOWN, "there was no time left to ask"));
      if (answer.leads() != Leads.SOMEWHERE) {
        rest.put(link, answer);
      }
    }
    return rest;
  }
}
