@echo off
rem Starts aws-sso on Windows: the Java in AWS_SSO_JAVA_HOME, in JAVA_HOME, or the first on the PATH; 17 or newer.
setlocal DisableDelayedExpansion
set "java=java.exe"
if defined JAVA_HOME set "java=%JAVA_HOME%\bin\java.exe"
if defined AWS_SSO_JAVA_HOME set "java=%AWS_SSO_JAVA_HOME%\bin\java.exe"
rem The variable of this script is not for children of run-as: the line below is read before endlocal takes effect.
endlocal & "%java%" -Xshare:auto -XX:TieredStopAtLevel=1 -XX:+UseSerialGC -Xmx512m -Dfile.encoding=UTF-8 -Dstdout.encoding=UTF-8 -Dstderr.encoding=UTF-8 "-Dawssso.launcher=%~f0" -cp "%~dp0..\lib\aws-sso.jar;%~dp0..\lib\aws-sso-runtime.jar" dev.awssso.boot.Main %*
