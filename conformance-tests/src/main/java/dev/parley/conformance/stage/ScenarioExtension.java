// SPDX-License-Identifier: Apache-2.0

package dev.parley.conformance.stage;

import dev.parley.conformance.target.Target;
import java.lang.reflect.Method;
import org.junit.jupiter.api.extension.ExtensionContext;
import org.junit.jupiter.api.extension.InvocationInterceptor;
import org.junit.jupiter.api.extension.ParameterContext;
import org.junit.jupiter.api.extension.ParameterResolver;
import org.junit.jupiter.api.extension.ReflectiveInvocationContext;
import org.junit.platform.commons.support.AnnotationSupport;

/** Hands each scenario its stage, and lets it play there. */
final class ScenarioExtension implements ParameterResolver, InvocationInterceptor {

  ScenarioExtension() {}

  @Override
  public boolean supportsParameter(ParameterContext parameter, ExtensionContext context) {
    return parameter.getParameter().getType() == Stage.class;
  }

  @Override
  public Stage resolveParameter(ParameterContext parameter, ExtensionContext context) {
    Target target = ((Conformance) context.getRequiredTestInstance()).target();
    return new Stage(target, scenario(context.getRequiredTestMethod()), Settings.of(context));
  }

  @Override
  public void interceptTestMethod(
      Invocation<Void> invocation,
      ReflectiveInvocationContext<Method> method,
      ExtensionContext context)
      throws Throwable {
    Stage stage = (Stage) method.getArguments().getFirst();
    new Performance(stage).play(invocation::proceed);
  }

  private static Scenario scenario(Method method) {
    return AnnotationSupport.findAnnotation(method, Scenario.class).orElseThrow();
  }
}
