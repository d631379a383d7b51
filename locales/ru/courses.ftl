# The course of a request or a proceeding; what was found at a site.

## A request
request-was-sent = Отправлен запрос
request-asked-again = Запрошено повторно
request-answer-is-due = К этому дню просили ответить
ask-again = Записать: сегодня запросили повторно
ask-again-hint = Распечатайте письмо ниже и отправьте его ещё раз; напоминание останется в записях.

## A proceeding, a site
evidence-for-and-against = Доказательства за и против
found-here = Здесь найдено останков: { $count }
weighed-for = За
weighed-against = Против
