# How the work goes: plots with their tables.

progress = How the work goes
progress-cases = How far cases have come
progress-cases-text = At the end of each time, how many people had been reported, identified, how many families had been told in person, and how many people had come home.
progress-requests = Requests for information: answered and not
progress-requests-text = Who was asked, and how many requests were answered. That nothing is known, and a refusal, are answers as well.
progress-answered = Answered
progress-in-part = Answered in part
progress-waiting = Waiting, in time
progress-late = Not answered in time
progress-others = All others
progress-posteriors-text = How many pairs of remains and a missing person are how probable. From { $from } on, an identification may be proposed.
progress-as-table = As a table
progress-counted = Counted:
posterior-from = { $from } and above
