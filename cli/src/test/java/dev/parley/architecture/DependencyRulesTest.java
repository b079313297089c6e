// SPDX-License-Identifier: Apache-2.0

package dev.parley.architecture;

import static com.tngtech.archunit.base.DescribedPredicate.alwaysTrue;
import static com.tngtech.archunit.base.DescribedPredicate.not;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAPackage;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAnyPackage;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.GeneralCodingRules.ACCESS_STANDARD_STREAMS;
import static com.tngtech.archunit.library.GeneralCodingRules.USE_JAVA_UTIL_LOGGING;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;

import com.tngtech.archunit.base.DescribedPredicate;
import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import org.junit.jupiter.api.Test;

/**
 * Dependencies point one way. Every package under dev.parley that is not named here is a style: a
 * new one is held to the rules without being listed.
 */
class DependencyRulesTest {
  private static final String PROTOCOL = "dev.parley.protocol..";
  private static final String SUITE = "dev.parley.conformance..";
  private static final String COMPARISON = "dev.parley.comparison..";
  private static final String TRACE = "dev.parley.trace..";
  private static final String COMMAND = "dev.parley.cli..";

  private static final DescribedPredicate<JavaClass> REFERENCE_CODE =
      not(resideInAnyPackage(SUITE, COMPARISON, TRACE, COMMAND)).as("the protocol and the styles");

  private static final JavaClasses PARLEY =
      new ClassFileImporter()
          .withImportOption(new ImportOption.DoNotIncludeTests())
          .importPackages("dev.parley");

  @Test
  void modules_know_only_what_lies_below_them() {
    slices()
        .matching("dev.parley.(*)..")
        .should()
        .notDependOnEachOther()
        .ignoreDependency(alwaysTrue(), resideInAPackage(PROTOCOL))
        .ignoreDependency(resideInAPackage(COMMAND), alwaysTrue())
        // Between styles only where the reuse is the lesson.
        .ignoreDependency(
            resideInAPackage("dev.parley.threaded.."), resideInAPackage("dev.parley.blocking.."))
        .ignoreDependency(
            resideInAPackage("dev.parley.tls.."),
            resideInAnyPackage("dev.parley.blocking..", "dev.parley.nio.."))
        .check(PARLEY);
  }

  @Test
  void protocol_and_styles_need_nothing_but_the_JDK() {
    classes()
        .that(REFERENCE_CODE)
        .should()
        .onlyDependOnClassesThat()
        .resideInAnyPackage("java..", "javax.net..", "org.jspecify..", "dev.parley..")
        .check(PARLEY);
  }

  @Test
  void the_protocol_has_no_sockets() {
    noClasses()
        .that()
        .resideInAPackage(PROTOCOL)
        .should()
        .dependOnClassesThat()
        .resideInAPackage("java.nio.channels..")
        .orShould()
        .dependOnClassesThat()
        .haveNameMatching("java\\.net\\.(Server|Datagram|Multicast)?Socket")
        .check(PARLEY);
  }

  @Test
  void reference_code_logs_and_prints_nothing() {
    noClasses().that(REFERENCE_CODE).should(ACCESS_STANDARD_STREAMS).check(PARLEY);
    noClasses().that(REFERENCE_CODE).should(USE_JAVA_UTIL_LOGGING).check(PARLEY);
  }

  @Test
  void the_suite_judges_bytes_and_trusts_no_codec_of_ours() {
    noClasses()
        .that()
        .resideInAPackage(SUITE)
        .should()
        .dependOnClassesThat()
        .haveNameMatching("dev\\.parley\\.protocol\\.Frame(Decoder|Encoder|Buffer)")
        .check(PARLEY);
  }
}
