#!/bin/sh
# The other commands in a container that runs: sh /app/quicksell.sh status, or user add Olga --role operator.
exec java -XX:+UseSerialGC -XX:MaxRAMPercentage=10 -XX:-UsePerfData -Djava.io.tmpdir=/data -Dquicksell.home=/ -cp @/app/jib-classpath-file io.quicksell.launcher.Main "$@"
