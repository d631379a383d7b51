# Papers: reports, letters, protocols.

## Every paper
paper-number = № { $number }, { $day }
paper-footer = Kintrace. { $number }. По состоянию на { $day }
paper-from = От кого
paper-to = Кому
paper-act = { $account }, { $day }
letter-to-family = Письмо семье
as-paper = В виде документа (PDF)

## The report of an identification
paper-identification = Заключение об установлении личности
paper-identified = Останки { $remains } принадлежат человеку: { $name }.
paper-proposed = Предлагается (двое ещё не подписали) считать, что останки { $remains } принадлежат человеку: { $name }.
paper-identification-withdrawn = Это заключение отозвано: останки { $remains }, { $name }.
paper-lr-of-all = Отношение правдоподобия всех доказательств
paper-signed = Подписал(а)
paper-not-signed = Этого ещё никто не подписал. Это не установление личности.
paper-first-signature = Первая подпись, имя, дата
paper-second-signature = Вторая подпись, имя, дата
paper-verify = В коде — расписка об этом заключении в журнале. Любой может проверить её на странице «проверить расписку», не спрашивая нас.
field-contests-grounds = Почему сомневаются

## The family's letter
letter-about = { $name }
letter-greeting = Уважаемая семья,
letter-told = { $day } мы говорили с вами. Это письмо говорит о том же письменно.
letter-result = Останки, которые хранятся у нас под номером { $remains }, принадлежат человеку: { $name }.
letter-how = Мы знаем это из следующего: { $lines }.
letter-how-sure = Насколько это точно: { $chance }.
letter-two = Двое независимо друг от друга проверили это и подписали.
letter-what-you-can-do = Что вы можете сделать
letter-ask = Спрашивайте нас о чём угодно, в любое время.
letter-contest = Если вы сомневаетесь в результате, скажите нам. Его проверит вторая лаборатория, и мы ответим вам с обоснованием.
letter-handover = Останки передаются тогда и там, где вы пожелаете, согласно вашим обычаям.
letter-more = Позже могут найтись и другие останки. Скажите нам, хотите ли вы об этом знать.
letter-data = Вы можете узнать, что мы о вас храним, попросить исправить это или удалить.
letter-close = Мы соболезнуем вашей утрате и сожалеем о годах вашего ожидания.
letter-for-us = От имени бюро

## A request
request-law = По этим нормам семьи имеют право знать о судьбе своих родных; стороны разыскивают пропавших и передают известные им сведения.
request-please = До { $day } просим ответить. «Ничего не известно» — тоже ответ.
request-please-soon = Просим ответить как можно скорее. «Ничего не известно» — тоже ответ.

## Custody and handover
paper-custody = Лист учёта хранения
custody-how = Передающий и принимающий заполняют строку и осматривают печать, прежде чем подписать.
paper-handover = Протокол передачи
handover-lead = Останки передаются семье: { $name }.
handover-partial = Это не все останки этого человека. Если найдутся другие, семья решит, как поступить.
handover-rights = Семья может попросить о повторной экспертизе и после передачи.
handover-for-office = От бюро: имя, подпись
handover-for-family = От семьи: имя, подпись
handover-witness = Свидетель: имя, подпись
