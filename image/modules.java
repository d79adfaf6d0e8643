# What the box's Java runtime holds.
java.base
java.desktop
java.instrument
java.management
java.naming
java.net.http
java.sql
jdk.crypto.cryptoki
jdk.jcmd
jdk.jfr
jdk.management
jdk.naming.dns
jdk.net
jdk.unsupported
jdk.zipfs
