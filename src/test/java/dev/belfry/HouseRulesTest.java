package dev.belfry;

import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption.DoNotIncludeTests;
import com.tngtech.archunit.lang.ArchRule;
import java.util.List;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Holds the program to the rules of the house, and the rules to a house where all are broken. */
final class HouseRulesTest {
  private static final String HOUSE = "dev.belfry";
  private static final String BROKEN_HOUSE = "dev.belfry.brokenhouse";

  private static final JavaClasses PROGRAM =
      new ClassFileImporter().withImportOption(new DoNotIncludeTests()).importPackages(HOUSE);
  private static final JavaClasses RUIN = new ClassFileImporter().importPackages(BROKEN_HOUSE);

  static List<ArchRule> rules() {
    return new HouseRules(HOUSE).all();
  }

  static List<ArchRule> rulesOfTheRuin() {
    return new HouseRules(BROKEN_HOUSE).all();
  }

  @ParameterizedTest
  @MethodSource("rules")
  void the_house_is_in_order(ArchRule rule) {
    rule.check(PROGRAM);
  }

  @ParameterizedTest
  @MethodSource("rulesOfTheRuin")
  void a_house_that_is_not_is_told(ArchRule rule) {
    assertThat(rule.evaluate(RUIN).hasViolation()).as(rule.getDescription()).isTrue();
  }
}
