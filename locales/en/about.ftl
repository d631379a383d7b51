# The page for everybody.

about = About
about-who = Here offices of several sides, laboratories and families work together to find out who the missing are, and to tell each family the truth about its own person. No side is taken: it is written down who said what, and on what it rests.
about-report = Are you looking for somebody?
about-report-how = Open an account and tell us in your words. If you prefer, the office writes it down for you: come, call, or send somebody.
about-figures = How much is done
about-figures-hint = Numbers below five are not said, so that nobody is recognised.
about-missing = people reported missing
about-remains = sets of remains recovered
about-asked = requests for information sent
about-told = families told who was found
fewer-than = fewer than { $least }
about-record = Everything that is written down leaves an entry in a record that anybody can follow. The record holds no names. Whoever changes or takes out something afterwards is found out by the witnesses who sign it.
about-record-signed = { $entries } entries; signed last on { $moment }.
about-checkpoint = The last signed checkpoint
about-verify = These keys sign the record. With them, and with a copy of the record (C2SP tlog-tiles), anybody can verify it with a program of their own.
