// SPDX-License-Identifier: Apache-2.0

package dev.parley.conformance.run;

import dev.parley.conformance.target.Target;
import java.util.Objects;
import org.junit.jupiter.api.extension.ExtensionContext;
import org.junit.jupiter.api.extension.ExtensionContext.StoreScope;
import org.junit.jupiter.api.extension.ParameterContext;
import org.junit.jupiter.api.extension.ParameterResolver;
import org.junit.platform.engine.support.store.Namespace;

/** Hands the test class the target that the run has laid down in its session. */
final class TargetOfRun implements ParameterResolver {

  static final Namespace NAMESPACE = Namespace.create(TargetOfRun.class);

  TargetOfRun() {}

  @Override
  public boolean supportsParameter(ParameterContext parameter, ExtensionContext context) {
    return parameter.getParameter().getType() == Target.class;
  }

  @Override
  public Target resolveParameter(ParameterContext parameter, ExtensionContext context) {
    var namespace = ExtensionContext.Namespace.create(TargetOfRun.class);
    Target target =
        context.getStore(StoreScope.LAUNCHER_SESSION, namespace).get(Target.class, Target.class);
    return Objects.requireNonNull(target, "the run has laid down no target");
  }
}
