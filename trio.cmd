@echo off
rem Runs the command line of Mesh trio, as the script trio does elsewhere. Simpler than that one: it builds only when
rem there is no build at all. After a change of the sources run: mvnw -DskipTests package
setlocal
set "TRIO_HOME=%~dp0"
set "TRIO_HOME=%TRIO_HOME:~0,-1%"
set "TRIO_JAR=%TRIO_HOME%\cli\target\trio-cli.jar"

set "TRIO_JAVA=java.exe"
if defined JAVA_HOME set "TRIO_JAVA=%JAVA_HOME%\bin\java.exe"
"%TRIO_JAVA%" -version >nul 2>&1
if errorlevel 1 (
	echo trio: There is no Java: install a JDK, 17 or newer, or set JAVA_HOME to one. 1>&2
	exit /b 2
)
set "TRIO_VERSION=0"
for /f "tokens=3" %%v in ('""%TRIO_JAVA%" -version 2^>^&1 ^| findstr /c:" version ""') do (
	for /f "delims=." %%m in ("%%~v") do set "TRIO_VERSION=%%m"
)
if %TRIO_VERSION% lss 17 (
	echo trio: %TRIO_JAVA% is older than Java 17: set JAVA_HOME to a JDK, 17 or newer. 1>&2
	exit /b 2
)

if not exist "%TRIO_JAR%" (
	echo trio: building, which takes some minutes the first time for downloads of 300 MB ... 1>&2
	pushd "%TRIO_HOME%"
	call mvnw.cmd -q -DskipTests -Dspring-javaformat.skip package > "%TEMP%\trio-build.log" 2>&1
	if errorlevel 1 (
		popd
		echo trio: The build failed: %TEMP%\trio-build.log says why. 1>&2
		exit /b 2
	)
	popd
)
rem UTF-8, for the lines of the trees.
chcp 65001 >nul
"%TRIO_JAVA%" -XX:TieredStopAtLevel=1 -XX:+UseSerialGC -Xmx128m "-Dtrio.home=%TRIO_HOME%" -jar "%TRIO_JAR%" %*
exit /b %errorlevel%
