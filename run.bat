@echo off
rem Builds what is missing or stale, then runs Quick Sell. "run.bat --help" tells the rest.
rem Windows has no embedded Redis: set REDIS_HOST (and REDIS_PORT, REDIS_PASSWORD) to one of your own, 6.2 or newer.
setlocal
set "home=%~dp0"
if "%home:~-1%"=="\" set "home=%home:~0,-1%"
set "built=%home%\launcher\target\run"
set "java=java"
if defined JAVA_HOME set "java=%JAVA_HOME%\bin\java"

if "%~1"=="bench" (echo The benchmark runs with the embedded Redis, which Windows does not have: run it in WSL>&2& exit /b 1)

"%java%" -version >nul 2>&1 || (echo Quick Sell needs a JDK 17 or newer, and there is no %java%: install one, or set JAVA_HOME>&2& exit /b 1)
for /f "tokens=3" %%v in ('""%java%" -version 2>&1" ^| findstr /c:" version "') do set "version=%%~v"
for /f "delims=." %%m in ("%version%") do set "major=%%m"
if %major% lss 17 (echo Quick Sell needs a JDK 17 or newer, and %java% is version %version%: install one, or set JAVA_HOME>&2& exit /b 1)

set "hash=Get-ChildItem -Recurse -File pom.xml,conf\quicksell.json,*\pom.xml,*\src\main,webroot\package*.json,webroot\*.ts,webroot\tsconfig.json,webroot\index.html,webroot\scripts ^| Sort-Object FullName ^| Get-FileHash -Algorithm SHA1 ^| ForEach-Object Hash"
pushd "%home%"
for /f %%h in ('powershell -NoProfile -Command "$all = (%hash%) -join ''; [BitConverter]::ToString([Security.Cryptography.SHA1]::Create().ComputeHash([Text.Encoding]::ASCII.GetBytes($all))).Replace('-', '')"') do set "sources=%%h"
popd
set "jar=%built%\quicksell-%sources%.jar"
if exist "%jar%" goto run

"%java%c" -version >nul 2>&1 || (echo Building Quick Sell needs a JDK 17 or newer, and there is no %java%c: install one, or set JAVA_HOME>&2& exit /b 1)
node --version >nul 2>&1 || (echo Building the order desk needs Node.js 20.19 or newer, and there is no node on the PATH>&2& exit /b 1)
echo Building Quick Sell (once; the first time downloads what it needs) ...
call "%home%\mvnw.cmd" -q -B -ntp -f "%home%\pom.xml" -DskipTests -Dspotless.check.skip -pl launcher -am package || (echo The build failed>&2& exit /b 1)
if not exist "%built%" mkdir "%built%"
del /q "%built%\*.jar" 2>nul
copy /y "%home%\launcher\target\quicksell.jar" "%jar%" >nul

:run
"%java%" -XX:+UseSerialGC -Xms128m -Xmx256m -XX:NewRatio=1 -XX:+ExitOnOutOfMemoryError %QUICKSELL_JAVA_OPTS% "-Dquicksell.home=%home%" -jar "%jar%" %*
