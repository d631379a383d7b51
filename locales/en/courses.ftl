# The course of a request or a proceeding; what was found at a site.

## A request
request-was-sent = Asked
request-asked-again = Asked again
request-answer-is-due = An answer was asked for by this day
ask-again = Write down that we asked again today
ask-again-hint = Print the letter below and send it again; the reminder stays on record.

## A proceeding, a site
evidence-for-and-against = Evidence for and against
found-here = Remains found here: { $count }
weighed-for = For
weighed-against = Against
