// SPDX-License-Identifier: Apache-2.0

package dev.parley.pitfalls;

import java.util.Map;

/** Has some classes of its own; where its parent has them too, its own come first. */
final class FaultyClassLoader extends ClassLoader {

  private final Map<String, byte[]> own;

  FaultyClassLoader(Map<String, byte[]> own) {
    super("faulty", FaultyClassLoader.class.getClassLoader());
    this.own = Map.copyOf(own);
  }

  @Override
  protected Class<?> loadClass(String name, boolean resolve) throws ClassNotFoundException {
    synchronized (getClassLoadingLock(name)) {
      Class<?> loaded = findLoadedClass(name);
      if (loaded != null) {
        return loaded;
      }
      return own.containsKey(name) ? findClass(name) : super.loadClass(name, resolve);
    }
  }

  @Override
  protected Class<?> findClass(String name) throws ClassNotFoundException {
    byte[] bytes = own.get(name);
    if (bytes == null) {
      throw new ClassNotFoundException(name);
    }
    return defineClass(name, bytes, 0, bytes.length);
  }
}
