@echo off
rem SPDX-License-Identifier: Apache-2.0
rem What ./parley is elsewhere. It has not run on a Windows machine yet.
rem Unlike ./parley it does not notice changed sources: delete cli\target\parley.jar to build anew.
setlocal EnableExtensions DisableDelayedExpansion
set "root=%~dp0"
set "jar=%root%cli\target\parley.jar"
set "log=%root%cli\target\parley-build.log"

set "jdk="
if defined JAVA_HOME call :try "%JAVA_HOME%"
for /f "delims=" %%j in ('where javac 2^>nul') do call :try "%%~dpj.."
for /d %%d in ("%ProgramFiles%\Eclipse Adoptium\*" "%ProgramFiles%\Java\*" "%ProgramFiles%\Microsoft\*" "%ProgramFiles%\Zulu\*" "%USERPROFILE%\.jdks\*") do call :try "%%~d"
if not defined jdk (
  echo parley: needs a JDK 25 or newer: install one ^(Eclipse Temurin, say^) or set JAVA_HOME to it>&2
  exit /b 69
)
set "JAVA_HOME=%jdk%"

if exist "%jar%" goto run
where mvn >nul 2>nul
if errorlevel 1 (
  echo parley: needs Maven 3.8.7 or newer on the PATH to build itself>&2
  exit /b 69
)
echo parley: building, the first time only ^(a minute or two^) ...>&2
if not exist "%root%cli\target" mkdir "%root%cli\target"
pushd "%root%"
call mvn -q -B -pl cli -am package -Dmaven.test.skip=true -Dmaven.javadoc.skip=true -Dmaven.source.skip=true -Denforcer.skip=true -Djacoco.skip=true >"%log%" 2>&1
if errorlevel 1 (
  popd
  type "%log%" >&2
  echo parley: the build failed>&2
  exit /b 70
)
popd

:run
"%JAVA_HOME%\bin\java.exe" -jar "%jar%" %*
exit /b %ERRORLEVEL%

rem The file "release" of a JDK says JAVA_VERSION="25.0.1".
:try
if defined jdk exit /b 0
if not exist "%~1\bin\javac.exe" exit /b 0
for /f tokens^=2^ delims^=^=.^" %%v in ('findstr /b "JAVA_VERSION=" "%~1\release" 2^>nul') do if %%v geq 25 set "jdk=%~f1"
exit /b 0
