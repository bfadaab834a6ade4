@echo off
rem Runs the skyfit command; builds it first where it is missing.
setlocal
set "ROOT=%~dp0"
set "JAR=%ROOT%app\target\skyfit.jar"
set "JAVA=java"
if defined JAVA_HOME set "JAVA=%JAVA_HOME:"=%\bin\java"
rem The third word of java -version is the version in quotes; Java 8 calls itself 1.8.
set "FOUND=none"
for /f "tokens=3" %%v in ('call "%JAVA%" -version 2^>^&1 ^| findstr /c:version') do set "FOUND=%%~v"
set "FEATURE=0"
for /f "tokens=1,2 delims=.-+" %%a in ("%FOUND%") do (
    set "FEATURE=%%a"
    if "%%a"=="1" set "FEATURE=%%b"
)
if "%FOUND%"=="none" set "FEATURE=0"
if %FEATURE% lss 17 (
    echo skyfit needs a JDK of version 17 or newer, found: %FOUND%; set JAVA_HOME to one. 1>&2
    exit /b 2
)
if not exist "%JAR%" (
    echo Building skyfit, the first time this takes a few minutes ... 1>&2
    pushd "%ROOT%"
    call mvnw.cmd -B -ntp -q -DskipTests package 1>&2
    if errorlevel 1 exit /b 1
    popd
)
"%JAVA%" -Xmx256m -Dfile.encoding=UTF-8 -Duser.timezone=UTC %SKYFIT_JAVA_OPTS% -jar "%JAR%" %*
exit /b %errorlevel%
