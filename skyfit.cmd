@echo off
rem Runs the skyfit command: of the release that contains this file or, in the sources, the one built from them.
setlocal enableextensions
set "ROOT=%~dp0"

set "JAVA=java"
if defined JAVA_HOME set "JAVA=%JAVA_HOME:"=%\bin\java"
rem The third word of java -version is the version in quotes; Java 8 calls itself 1.8.
set "VERSION=none"
for /f "tokens=3" %%V in ('call "%JAVA%" -version 2^>^&1 ^| findstr /c:version') do set "VERSION=%%~V"
set "FEATURE=0"
for /f "tokens=1,2 delims=.-+" %%F in ("%VERSION%") do (
    set "FEATURE=%%F"
    if "%%F" == "1" set "FEATURE=%%G"
)
if "%VERSION%" == "none" set "FEATURE=0"
if %FEATURE% lss 17 (
    echo skyfit needs Java 17 or newer ^(found: %VERSION%^); set JAVA_HOME to one. 1>&2
    exit /b 2
)

set "JAR=%ROOT%lib\skyfit.jar"
if exist "%JAR%" goto built
set "JAR=%ROOT%app\target\skyfit.jar"
if not exist "%JAR%" goto build
powershell -NoProfile -Command "$built = (Get-Item -LiteralPath $env:JAR).LastWriteTime; $sources = 'pom.xml', 'catalog', 'lake\pom.xml', 'lake\src\main', 'simulator\pom.xml', 'simulator\src\main', 'app\pom.xml', 'app\src\main'; exit [int][bool]($sources | ForEach-Object { Get-ChildItem -LiteralPath (Join-Path $env:ROOT $_) -Recurse -File } | Where-Object { $_.LastWriteTime -gt $built })"
if not errorlevel 1 goto built
:build
echo Building skyfit ^(the first time this takes a few minutes^) ... 1>&2
pushd "%ROOT%"
call mvnw.cmd -B -ntp -q -DskipTests -Dassembly.skipAssembly -Dlicense.skipAddThirdParty -Dcyclonedx.skip package 1>&2
if errorlevel 1 (
    popd
    exit /b 1
)
popd
:built

rem Java starts in half the time with an archive of the classes that it needs. It is used only if its size is the original one, because Java
rem crashes on a truncated archive. Java itself detects other damage and starts without the archive.
set "ARCHIVE=%JAR:~0,-4%-%VERSION%.jsa"
if not exist "%ARCHIVE%.size" (
    "%JAVA%" -Xmx256m -XX:+UseSerialGC -Xshare:dump "-XX:SharedClassListFile=%JAR:~0,-4%.classlist" "-XX:SharedArchiveFile=%ARCHIVE%.new" -cp "%JAR%" >nul 2>&1
    move /y "%ARCHIVE%.new" "%ARCHIVE%" >nul 2>&1
    for %%A in ("%ARCHIVE%") do (echo %%~zA)>"%ARCHIVE%.size" 2>nul
)
set "SIZE="
if exist "%ARCHIVE%.size" set /p SIZE=<"%ARCHIVE%.size"
set "SHARED=-Xshare:auto"
for %%A in ("%ARCHIVE%") do if "%%~zA" == "%SIZE%" if not "%SIZE%" == "" set SHARED=-XX:+VerifySharedSpaces "-XX:SharedArchiveFile=%ARCHIVE%"

rem The optimising compiler pays only for commands that run longer than a moment.
set "SHORT=-XX:TieredStopAtLevel=1 -XX:+UseSerialGC"
for %%C in (demo run serve extract load transform adopt backfill rebuild reconcile check digest simulate) do if "%~1" == "%%C" set "SHORT="

for /f "tokens=2 delims=:." %%P in ('chcp') do set "CODEPAGE=%%P"
chcp 65001 >nul
"%JAVA%" -Xmx256m %SHORT% %SHARED% -Dfile.encoding=UTF-8 -Duser.timezone=UTC %SKYFIT_JAVA_OPTS% -jar "%JAR%" %*
set "CODE=%errorlevel%"
chcp %CODEPAGE% >nul
exit /b %CODE%
