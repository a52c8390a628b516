@echo off
rem Runs the command line of Mesh trio with Launcher.java, as the script trio does on other systems.
setlocal
set "TRIO_HOME=%~dp0"
set "TRIO_HOME=%TRIO_HOME:~0,-1%"

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

rem UTF-8, for the lines of the trees. The old code page is at the end of the line that chcp prints, in German before a full stop.
for /f "tokens=2 delims=:." %%p in ('chcp') do set "TRIO_CODE_PAGE=%%p"
chcp 65001 >nul
rem The first two options make it start quickly.
"%TRIO_JAVA%" -XX:TieredStopAtLevel=1 -XX:+UseSerialGC -Xmx128m "-Dtrio.home=%TRIO_HOME%" "%TRIO_HOME%\tools\cli\src\main\java\org\meshtrio\cli\Launcher.java" %*
set "TRIO_EXIT=%errorlevel%"
if defined TRIO_CODE_PAGE chcp %TRIO_CODE_PAGE% >nul
exit /b %TRIO_EXIT%
