package dev.belfry;

import static com.tngtech.archunit.base.DescribedPredicate.not;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.assignableTo;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAPackage;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAnyPackage;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.methods;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noFields;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;

import com.tngtech.archunit.base.DescribedPredicate;
import com.tngtech.archunit.core.domain.Dependency;
import com.tngtech.archunit.core.domain.JavaAccess;
import com.tngtech.archunit.core.domain.JavaAnnotation;
import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaMethod;
import com.tngtech.archunit.core.domain.JavaModifier;
import com.tngtech.archunit.lang.ArchCondition;
import com.tngtech.archunit.lang.ArchRule;
import com.tngtech.archunit.lang.ConditionEvents;
import com.tngtech.archunit.lang.SimpleConditionEvent;
import java.io.FileDescriptor;
import java.net.HttpURLConnection;
import java.util.ArrayList;
import java.util.Date;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Predicate;
import java.util.stream.Stream;
import org.jspecify.annotations.NullMarked;

/** What keeps the house in order, for the packages under one base package. */
final class HouseRules {
  /** A package imports only from those on its left. */
  private static final List<String> ORDER =
      List.of(
          "post",
          "sql",
          "media",
          "account",
          "compose",
          "schedule",
          "queue",
          "publish",
          "networks",
          "audit",
          "release",
          "jobs",
          "cli",
          "web",
          "app");

  private static final Set<String> INJECTION = Set.of("Inject", "Autowired", "Resource", "Value");

  private static final Set<String> SIGNING =
      Set.of(
          "AccessToken",
          "ConfigurationBuilder",
          "HttpParameter",
          "HttpRequest",
          "OAuthAuthorization",
          "RequestMethod");

  private final String base;

  HouseRules(String base) {
    this.base = base;
  }

  List<ArchRule> all() {
    List<ArchRule> rules = new ArrayList<>();
    rules.add(importsGoLeft());
    rules.add(noCycles());
    rules.add(knownPackagesOnly());
    rules.add(onlyAppNamesNetworks());
    rules.add(jdbcStaysBelow());
    rules.add(onlyIn("Quartz only in jobs and app", "org.quartz..", "jobs", "app"));
    rules.add(onlyIn("picocli only in cli", "picocli..", "cli"));
    rules.add(onlyIn("java.net.http only in networks", "java.net.http..", "networks"));
    rules.add(onlyIn("Tink only in account", "com.google.crypto.tink..", "account"));
    rules.add(onlyIn("jsoup only in networks", "org.jsoup..", "networks"));
    rules.add(noClientThatResends());
    rules.add(twitter4jOnlySigns());
    rules.add(onlyIn("SLF4J is the only logger", "java.util.logging.."));
    rules.add(noClockReads());
    rules.add(noStandardStreams());
    rules.add(noFieldInjection());
    rules.add(nullMarked());
    rules.add(noOptionalFields());
    rules.add(noOptionalParameters());
    rules.add(closedForInheritance());
    return rules;
  }

  private ArchRule importsGoLeft() {
    return classes()
        .should(
            new ArchCondition<JavaClass>("import only from their left") {
              @Override
              public void check(JavaClass type, ConditionEvents events) {
                for (Dependency dependency : type.getDirectDependenciesFromSelf()) {
                  boolean kept = place(dependency.getTargetClass()) <= place(type);
                  events.add(
                      new SimpleConditionEvent(dependency, kept, dependency.getDescription()));
                }
              }
            })
        .as("imports go left: " + String.join(", ", ORDER));
  }

  /** Of a class of ours its place in the order; of any other the leftmost. */
  private int place(JavaClass type) {
    String name = type.getPackageName();
    return name.startsWith(base + ".")
        ? ORDER.indexOf(name.substring(base.length() + 1).split("\\.", 2)[0])
        : -1;
  }

  private ArchRule noCycles() {
    return slices().matching(base + ".(**)").should().beFreeOfCycles().as("no cycles");
  }

  /** A package that the order does not name would be bound by no rule of it. */
  private ArchRule knownPackagesOnly() {
    return classes()
        .should()
        .resideInAnyPackage(packages(ORDER.toArray(String[]::new)))
        .as("every package has its place in the order");
  }

  private ArchRule onlyAppNamesNetworks() {
    return noClasses()
        .that(not(in("networks", "app")))
        .should()
        .dependOnClassesThat(in("networks"))
        .as("only app names networks");
  }

  /**
   * Calls are what counts. A stage of a pass says which work belongs into one transaction, and so
   * hands a {@code Connection} from the database to the statements in {@code queue} and {@code
   * audit}; it never asks anything of it itself.
   */
  private ArchRule jdbcStaysBelow() {
    return noClasses()
        .that(not(in("sql", "media", "account", "queue", "audit", "app")))
        .should()
        .accessClassesThat(resideInAnyPackage("java.sql..", "javax.sql..", "org.postgresql.."))
        .as("JDBC is called only in sql, media, account, queue, audit and app");
  }

  private ArchRule onlyIn(String rule, String library, String... names) {
    return noClasses()
        .that(not(in(names)))
        .should()
        .dependOnClassesThat(resideInAPackage(library))
        .as(rule);
  }

  /** It sends a POST a second time by itself where the server drops the connection. */
  private static ArchRule noClientThatResends() {
    return noClasses()
        .should()
        .dependOnClassesThat(assignableTo(HttpURLConnection.class))
        .as("HttpURLConnection nowhere");
  }

  /** Its client is one of those that resend; it hides behind nearly all that Twitter4J offers. */
  private static ArchRule twitter4jOnlySigns() {
    return noClasses()
        .should()
        .accessTargetWhere(access("lets Twitter4J do more than sign", HouseRules::doesMoreThanSign))
        .as("Twitter4J signs, and sends nothing");
  }

  private static boolean doesMoreThanSign(JavaAccess<?> access) {
    JavaClass owner = access.getTargetOwner();
    return owner.getPackageName().startsWith("twitter4j")
        && (!SIGNING.contains(owner.getSimpleName())
            || access.getTarget().getName().startsWith("getOAuth"));
  }

  /** Elapsed time counts too: whoever measures it takes the clock that comes in. */
  private ArchRule noClockReads() {
    return noClasses()
        .that(not(in("app")))
        .should()
        .accessTargetWhere(access("reads the clock", HouseRules::readsTheClock))
        .as("no clock reads outside app");
  }

  private static boolean readsTheClock(JavaAccess<?> access) {
    JavaClass owner = access.getTargetOwner();
    String name = access.getTarget().getName();
    return (owner.getPackageName().startsWith("java.time") && name.equals("now"))
        || (owner.getPackageName().equals("java.time")
            && Set.of("Clock", "InstantSource").contains(owner.getSimpleName())
            && Set.of("system", "systemUTC", "systemDefaultZone", "tickMillis").contains(name))
        || (owner.isEquivalentTo(System.class)
            && Set.of("currentTimeMillis", "nanoTime").contains(name))
        || (owner.isEquivalentTo(Date.class)
            && access.getTarget().getFullName().endsWith("<init>()"))
        || (owner.getFullName().equals("java.util.Calendar") && name.equals("getInstance"));
  }

  private ArchRule noStandardStreams() {
    return noClasses()
        .that(not(in("cli", "app")))
        .should()
        .accessTargetWhere(access("uses a standard stream", HouseRules::usesStandardStream))
        .as("standard streams only in cli and app");
  }

  private static boolean usesStandardStream(JavaAccess<?> access) {
    JavaClass owner = access.getTargetOwner();
    String name = access.getTarget().getName();
    return ((owner.isEquivalentTo(System.class) || owner.isEquivalentTo(FileDescriptor.class))
            && Set.of("in", "out", "err", "console").contains(name))
        || (owner.isAssignableTo(Throwable.class)
            && access.getTarget().getFullName().endsWith("printStackTrace()"));
  }

  private static ArchRule noFieldInjection() {
    return noFields()
        .should()
        .beAnnotatedWith(
            new DescribedPredicate<JavaAnnotation<?>>("for injection") {
              @Override
              public boolean test(JavaAnnotation<?> annotation) {
                return INJECTION.contains(annotation.getRawType().getSimpleName());
              }
            })
        .allowEmptyShould(true)
        .as("what a class needs comes in by its constructor");
  }

  private static ArchRule nullMarked() {
    return classes()
        .should(
            told(
                "be in a @NullMarked package",
                type ->
                    type.getPackage()
                        .tryGetPackageInfo()
                        .map(info -> info.isAnnotatedWith(NullMarked.class))
                        .orElse(false)))
        .as("every package is @NullMarked");
  }

  private static ArchRule noOptionalFields() {
    return noFields()
        .should()
        .haveRawType(Optional.class)
        .allowEmptyShould(true)
        .as("no field is an Optional");
  }

  private static ArchRule noOptionalParameters() {
    return methods()
        .that(
            new DescribedPredicate<JavaMethod>("are written by a person") {
              @Override
              public boolean test(JavaMethod method) {
                return !method.getModifiers().contains(JavaModifier.SYNTHETIC);
              }
            })
        .should(
            new ArchCondition<JavaMethod>("take no Optional") {
              @Override
              public void check(JavaMethod method, ConditionEvents events) {
                boolean kept =
                    method.getRawParameterTypes().stream()
                        .noneMatch(type -> type.isEquivalentTo(Optional.class));
                events.add(new SimpleConditionEvent(method, kept, method.getFullName()));
              }
            })
        .as("no method takes an Optional");
  }

  /** An anonymous class can't be extended, and an enum only by its own constants. */
  private static ArchRule closedForInheritance() {
    return classes()
        .that()
        .areNotInterfaces()
        .and()
        .areNotEnums()
        .and()
        .areNotAnonymousClasses()
        .should(
            told(
                "be final, sealed or abstract",
                type ->
                    type.getModifiers().contains(JavaModifier.FINAL)
                        || type.getModifiers().contains(JavaModifier.ABSTRACT)
                        || type.reflect().isSealed()))
        .as("a class is final, sealed or abstract");
  }

  private DescribedPredicate<JavaClass> in(String... names) {
    return resideInAnyPackage(packages(names));
  }

  private String[] packages(String... names) {
    return Stream.of(names).map(name -> base + "." + name + "..").toArray(String[]::new);
  }

  private static DescribedPredicate<JavaAccess<?>> access(
      String what, Predicate<JavaAccess<?>> test) {
    return new DescribedPredicate<>(what) {
      @Override
      public boolean test(JavaAccess<?> access) {
        return test.test(access);
      }
    };
  }

  private static ArchCondition<JavaClass> told(String what, Predicate<JavaClass> kept) {
    return new ArchCondition<>(what) {
      @Override
      public void check(JavaClass type, ConditionEvents events) {
        events.add(new SimpleConditionEvent(type, kept.test(type), type.getName()));
      }
    };
  }
}
