# The course of a request or a proceeding; what was found at a site.

## A request
request-was-sent = Soruşulub
request-asked-again = Yenidən soruşulub
request-answer-is-due = Bu günə qədər cavab istənilib
ask-again = Bu gün yenidən soruşduğumuzu yaz
ask-again-hint = Aşağıdakı məktubu çap edib yenidən göndərin; xatırlatma qeydlərdə qalır.

## A proceeding, a site
evidence-for-and-against = Lehinə və əleyhinə sübutlar
found-here = Burada tapılan qalıqlar: { $count }
weighed-for = Lehinə
weighed-against = Əleyhinə
