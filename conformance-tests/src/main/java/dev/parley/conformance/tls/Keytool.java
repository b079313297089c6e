// SPDX-License-Identifier: Apache-2.0

package dev.parley.conformance.tls;

import dev.parley.conformance.process.ProcessOutput;
import dev.parley.conformance.process.ProcessStart;
import dev.parley.conformance.verdict.HarnessFault;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.Charset;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.util.ArrayList;
import java.util.List;

/** The JDK's keytool, which is wherever Java is: the JDK has no other way to make a certificate. */
final class Keytool {

  /**
   * It lives for a moment, and what it makes not much longer: a simple JVM is enough, and so is a
   * password that is easy to guess. Other passwords are made of thousands of rounds.
   */
  private static final List<String> SWIFT =
      List.of(
          "-J-XX:TieredStopAtLevel=1",
          "-J-XX:+UseSerialGC",
          "-J-Dkeystore.pkcs12.keyPbeIterationCount=1",
          "-J-Dkeystore.pkcs12.certPbeIterationCount=1",
          "-J-Dkeystore.pkcs12.macIterationCount=1");

  static final char[] PASSWORD = "for a moment".toCharArray();

  private Keytool() {}

  /**
   * Makes a key and its certificate in a store. Blocks for about a second.
   *
   * @param store the file, made if it is not there
   * @param name the certificate's name in the store
   * @throws HarnessFault if it cannot be made
   */
  static KeyStore generate(Path store, String name, List<String> options) {
    List<String> command = new ArrayList<>();
    command.add(Path.of(System.getProperty("java.home"), "bin", "keytool").toString());
    command.addAll(SWIFT);
    command.addAll(List.of("-genkeypair", "-keystore", store.toString(), "-storetype", "PKCS12"));
    command.addAll(List.of("-storepass", new String(PASSWORD), "-alias", name));
    command.addAll(List.of("-dname", "CN=" + name + ", O=Parley suite"));
    command.addAll(options);
    try {
      run(command);
      return load(store);
    } catch (IOException | GeneralSecurityException e) {
      throw new HarnessFault("the suite cannot make a certificate", e);
    }
  }

  private static void run(List<String> command) throws IOException {
    Process process = ProcessStart.of(new ProcessBuilder(command).redirectErrorStream(true));
    String output =
        new String(
            new ProcessOutput(process.getInputStream()).readAllBytes(), Charset.defaultCharset());
    if (process.onExit().join().exitValue() != 0) {
      throw new IOException("keytool says " + output.strip());
    }
  }

  private static KeyStore load(Path store) throws IOException, GeneralSecurityException {
    KeyStore loaded = KeyStore.getInstance("PKCS12");
    try (InputStream in = Files.newInputStream(store)) {
      loaded.load(in, PASSWORD);
    }
    return loaded;
  }
}
