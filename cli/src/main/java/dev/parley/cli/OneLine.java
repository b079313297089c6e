// SPDX-License-Identifier: Apache-2.0

package dev.parley.cli;

import dev.parley.conformance.wire.Names;
import java.io.IOException;
import java.nio.file.AccessDeniedException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.FileSystemException;
import java.nio.file.NoSuchFileException;
import java.nio.file.NotDirectoryException;

/** Text from elsewhere, made fit for a line of a log or a terminal. */
final class OneLine {

  private OneLine() {}

  /** Returns the text with every control and format character shown as an escape. */
  static String of(String text) {
    return Names.printable(text);
  }

  /** Returns what an exception says, in one line; its type where it says nothing. */
  static String of(Throwable failure) {
    String message = failure.getMessage();
    return message == null || message.isBlank() ? failure.getClass().getSimpleName() : of(message);
  }

  /** Returns why a file could not be used, which Java often leaves to the exception's type. */
  static String why(IOException failure) {
    return switch (failure) {
      case NoSuchFileException _ -> "there is no such file or directory";
      case FileAlreadyExistsException _, NotDirectoryException _ -> "it is no directory";
      case AccessDeniedException _ -> "access is denied";
      case FileSystemException other when other.getReason() != null -> of(other.getReason());
      default -> of(failure);
    };
  }
}
