package hearth.appliance.architecture;

import static com.tngtech.archunit.base.DescribedPredicate.not;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAPackage;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAnyPackage;
import static com.tngtech.archunit.lang.conditions.ArchConditions.onlyDependOnClassesThat;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.Architectures.layeredArchitecture;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.lang.ArchRule;
import java.security.SecureRandom;
import java.time.Clock;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.ZonedDateTime;
import java.util.List;
import java.util.Random;
import java.util.concurrent.ThreadLocalRandom;
import org.junit.jupiter.api.Test;

/** Holds the arrows of ARCHITECTURE.md: what may know what, and who may touch the clock, chance and the network. */
class ArchitectureTest {

    private static final JavaClasses HEARTH = production();

    /** The classes of every module, without their tests and without what generators wrote. */
    private static JavaClasses production() {
        return new ClassFileImporter()
                .withImportOption(ImportOption.Predefined.DO_NOT_INCLUDE_TESTS)
                .importPackages("hearth");
    }

    @Test
    void everyModuleIsLookedAt() {
        for (var part : List.of("protocol", "sqlite", "service", "client", "web", "appliance", "testkit")) {
            assertTrue(
                    HEARTH.stream().anyMatch(type -> type.getPackageName().startsWith("hearth." + part)),
                    "No class of " + part + " was found");
        }
    }

    @Test
    void arrowsPointOneWay() {
        layeredArchitecture()
                .consideringOnlyDependenciesInLayers()
                .layer("appliance")
                .definedBy("hearth.appliance..")
                .layer("web")
                .definedBy("hearth.web..")
                .layer("client")
                .definedBy("hearth.client..")
                .layer("service")
                .definedBy("hearth.service..")
                .layer("sqlite")
                .definedBy("hearth.sqlite..")
                .layer("protocol")
                .definedBy("hearth.protocol..")
                .whereLayer("appliance")
                .mayNotBeAccessedByAnyLayer()
                .whereLayer("web")
                .mayOnlyBeAccessedByLayers("appliance")
                .whereLayer("client")
                .mayOnlyBeAccessedByLayers("web", "appliance")
                .whereLayer("service")
                .mayOnlyBeAccessedByLayers("appliance")
                .whereLayer("sqlite")
                .mayOnlyBeAccessedByLayers("client", "service", "appliance")
                .whereLayer("protocol")
                .mayOnlyBeAccessedByLayers("service", "client", "web", "appliance")
                .check(HEARTH);
    }

    @Test
    void theTestKitIsForTests() {
        check(noClasses()
                .that(resideInAPackage("hearth..").and(not(resideInAPackage("hearth.testkit.."))))
                .should()
                .dependOnClassesThat(resideInAPackage("hearth.testkit.."))
                .because("what tests need must not be in the box"));
    }

    @Test
    void theProtocolIsPure() {
        check(classes()
                .that(resideInAPackage("hearth.protocol.."))
                .should(onlyDependOnClassesThat(resideInAnyPackage(
                        "hearth.protocol..",
                        "java.io..",
                        "java.lang..",
                        "java.math..",
                        "java.net",
                        "java.nio..",
                        "java.security..",
                        "java.text..",
                        "java.time..",
                        "java.util..",
                        "javax.crypto..",
                        "org.bouncycastle..",
                        "com.google.protobuf..",
                        "com.fasterxml.jackson..",
                        "org.jspecify..",
                        "")))
                .because("the language of the network needs the JDK, Bouncy Castle, protobuf and a JSON reader only"));
        check(noClasses()
                .that(resideInAPackage("hearth.protocol.."))
                .should()
                .dependOnClassesThat(
                        resideInAnyPackage("java.nio.channels..", "java.util.concurrent", "java.net.http.."))
                .orShould()
                .dependOnClassesThat()
                .haveFullyQualifiedName("java.net.Socket")
                .orShould()
                .dependOnClassesThat()
                .haveFullyQualifiedName("java.lang.Thread")
                .because("no I/O and no threads in the protocol"));
    }

    @Test
    void timeAndChanceComeFromOutside() {
        var domain = resideInAnyPackage("hearth.protocol..", "hearth.service..", "hearth.client..", "hearth.web..")
                .or(resideInAPackage("hearth.appliance.."))
                .and(not(resideInAnyPackage("hearth.appliance", "hearth.appliance.command..")));
        var reason = "a test must be able to set the clock and the dice";
        for (var type : List.of(Instant.class, LocalDate.class, LocalDateTime.class, ZonedDateTime.class)) {
            check(noClasses().that(domain).should().callMethod(type, "now").because(reason));
        }
        check(noClasses()
                .that(domain)
                .should()
                .callMethod(Clock.class, "systemUTC")
                .because(reason));
        check(noClasses()
                .that(domain)
                .should()
                .callMethod(System.class, "currentTimeMillis")
                .because(reason));
        check(noClasses().that(domain).should().callMethod(Math.class, "random").because(reason));
        check(noClasses()
                .that(domain)
                .should()
                .callMethod(ThreadLocalRandom.class, "current")
                .because(reason));
        check(noClasses().that(domain).should().callConstructor(Random.class).because(reason));
        check(noClasses()
                .that(domain)
                .should()
                .callConstructor(SecureRandom.class)
                .because(reason));
    }

    @Test
    void eachLibraryIsUsedInOnePlace() {
        onlyIn("io.netty..", "hearth.service..");
        onlyIn("io.helidon..", "hearth.web..");
        onlyIn("org.thymeleaf..", "hearth.web..");
        onlyIn("com.google.zxing..", "hearth.web..");
        onlyIn("picocli..", "hearth.appliance.command..");
        onlyIn("org.sqlite..", "hearth.sqlite..");
        onlyIn("com.github.luben..", "hearth.client.config..");
        // The start-up rehearsal opens the pages as a browser would; the node's command asks the node beside it.
        onlyIn(
                "java.net.http..",
                "hearth.client..",
                "hearth.appliance",
                "hearth.appliance.node",
                "hearth.appliance.ledger");
        onlyIn("com.sun.net.httpserver..", "hearth.appliance.node");
    }

    private static void onlyIn(String library, String... places) {
        check(noClasses()
                .that(resideInAPackage("hearth..").and(not(resideInAnyPackage(places))))
                .should()
                .dependOnClassesThat(resideInAPackage(library))
                .because(library + " stays replaceable when one place knows it"));
    }

    private static void check(ArchRule rule) {
        rule.check(HEARTH);
    }
}
