# The course of a request or a proceeding; what was found at a site.

## A request
request-was-sent = Հարցվել է
request-asked-again = Կրկին հարցվել է
request-answer-is-due = Պատասխան է խնդրվել մինչև այս օրը
ask-again = Գրել, որ այսօր կրկին հարցրինք
ask-again-hint = Տպեք ստորև բերված նամակը և կրկին ուղարկեք. հիշեցումը մնում է գրանցված։

## A proceeding, a site
evidence-for-and-against = Ապացույցներ՝ կողմ և դեմ
found-here = Այստեղ գտնված աճյուններ՝ { $count }
weighed-for = Կողմ
weighed-against = Դեմ
