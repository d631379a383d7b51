# Families' pages: as one speaks to someone who waits.

family-home = Ваши близкие
family-footer = То, что вы здесь пишете, мы никому не говорим без вашего согласия. О результате вам сообщат лично, а не сначала на странице.
family-none = Вы ещё ни о ком не заявили.
report-somebody-missing = Заявить о пропавшем
go-on-with-report = Продолжить заявление

## A case
what-comes-next = Что дальше
what-has-been-done = Что сделано
who-can-give-dna = Кто может сдать ДНК
why-dna = ДНК родственников сравнивают с найденным. Чем ближе родственники и чем их больше, тем надёжнее ответ. Её берут палочкой с внутренней стороны щеки, это не больно.
these-gave-dna = Сдали:
these-could-give-dna = Ещё могут сдать; позвоните нам или спросите ниже:
tell-us-of-relatives = Если есть другие кровные родственники, скажите нам.
what-you-can-do = Что вы можете сделать
save-what-is-held = Сохранить то, что у нас есть

## The course of a case
family-you-reported = Вы сообщили:
family-reported = Нам сообщили.
family-step-reported = Заявление получено нами.
family-step-registered = Бюро приняло дело.
family-step-dna = ДНК родственников собрана.
family-dna-taken = Один из родственников сдал ДНК.
family-step-merged = Несколько заявлений были об одном человеке. Теперь это одно дело.
family-step-withdrawn = Заявление отозвано.
family-step-informed = Бюро лично сообщило семье.
family-step-identified = Два человека проверили и подписали установление личности.
family-step-alive = Человек найден живым.
family-step-fate = Известно, что произошло. Останки не найдены.
family-step-handed-over = Останки переданы семье.
family-step-closed = Бюро больше нечего делать по этому делу.
family-step-reopened = Бюро снова этим занимается.
family-asked = Мы спросили, что им известно: { $addressee }.
family-reminded = Мы спросили ещё раз: { $addressee }.
family-overdue = До этого дня должен был прийти ответ, его нет: { $addressee }.
family-reply-interim = Написали, что ответ будет: { $addressee }.
family-reply-answered = Ответили: { $addressee }. Мы изучаем ответ.
family-reply-in-part = Ответили частично: { $addressee }.
family-reply-nothing = Ответили, что у них ничего не известно: { $addressee }.
family-reply-refused = Отказались отвечать: { $addressee }.
family-handover-agreed = Согласована передача.
family-handed-over = Останки переданы.
family-handed-over-in-part = Передана часть останков; могут найтись ещё.
family-contested = Вы усомнились в результате.
family-contest-answered = Бюро ответило на ваше сомнение.
family-you-asked = Вы спросили.
family-you-asked-held = Вы спросили, какие данные хранятся.
family-you-asked-correction = Вы попросили исправить.
family-you-asked-erasure = Вы попросили стереть данные.
family-you-asked-laboratory = Вы попросили вторую лабораторию.
family-we-answered = Бюро ответило.

## What comes next
family-next-reported = Бюро прочитает ваше заявление и позвонит вам. Это может занять несколько дней.
family-next-dna = Родственники сдают ДНК. Без неё найденное нельзя сравнить с вашей семьёй. Бюро позвонит вам, чтобы назначить день, или спросите о нём ниже.
family-next-comparing = Поиск продолжается: { $name }. Мы сравниваем снова каждый раз, когда приходит что-то новое; в последний раз: { $day }. Когда будет что сказать, к вам придут.
family-next-waiting = Поиск продолжается: { $name }. Мы сравниваем каждый раз, когда приходит что-то новое. Когда будет что сказать, к вам придут.
family-next-informed = Бюро договорится с вами, когда, где и как останки вернутся домой. Если вы сомневаетесь в результате, скажите: его проверит вторая лаборатория.
family-next-handed-over = Если позже найдётся что-то ещё, бюро сначала спросит вас, как вы пожелали.
family-next-closed = Больше ничего делать не нужно. Бюро можно спросить в любое время.
family-next-merged = Поиск продолжается в другом деле об этом человеке.
family-next-withdrawn = Сейчас никто не ищет. Заявить снова можно в любое время.

## Consent
your-consent = На что вы согласны
consent-lead = Каждая цель решается отдельно. Любое согласие можно отозвать в любое время — здесь или сказав нам.
consent-write = Записать моё согласие
you-agree-to = Вы согласны
purpose-search = На поиск
purpose-search-text = То, что вы рассказали, используется, чтобы искать человека: в списках, архивах, спрашивая тех, кто может знать.
purpose-match = На сравнение ДНК
purpose-match-text = Ваша ДНК сравнивается только с ДНК останков и ни для чего другого. Без этого ваш образец не используется.
purpose-share = На передачу: { $party }
purpose-share-text = Они увидят, что вы рассказали о человеке, чтобы искать в том, что есть у них.
purpose-court = Для суда
purpose-court-text = Если суд будет разбираться в произошедшем, ему могут передать то, что вы рассказали.
purpose-research = Для исследований
purpose-research-text = Без имён, чтобы методы поиска становились лучше.
consent-written = Мы записали, на что вы согласны.

## What was written down
written-down = Записано
report-written = Мы записали, что вы рассказали нам: { $name }. Дополнить можно в любое время. Бюро прочитает и позвонит вам.
question-written = Мы записали, о чём вы просите. Бюро ответит в течение месяца; ответ появится в ходе дела.
contest-written = Мы записали ваше сомнение. Результат проверит вторая лаборатория, и вы получите обоснованный ответ.
to-the-case = К ходу дела
your-receipt = Ваша расписка
your-receipt-lead = Она доказывает, что это записано сегодня. Сфотографируйте её или сохраните. Никто, даже мы, не сможет незаметно это убрать.

## Asking
ask-the-office = Спросить бюро
ask-lead = Бюро отвечает в течение месяца. И вопрос, и ответ записываются в журнал.
what-do-you-ask = О чём вы просите?
ask-question = Вопрос или просьба позвонить
ask-question-text = Напишите своими словами.
ask-held = Какие данные о нас у вас есть
ask-held-text = Мы скажем, какие данные о вас и о вашем близком у нас есть, кому и с каких пор они переданы.
ask-correction = Исправить что-то
ask-correction-text = Скажите, что неверно и как верно.
ask-erasure = Стереть ваши данные
ask-erasure-text = Всё, что у нас есть о вас, включая ДНК, стирается. Сначала мы позвоним: стёртое больше не сравнивается.
ask-laboratory = Чтобы результат проверила вторая лаборатория
ask-laboratory-text = Для вас это бесплатно.
in-your-words = Своими словами
ask-in-words = Напишите своими словами, о чём речь. Ничего не потеряно.
send-to-office = Отправить в бюро
contest = Усомниться в результате
contest-lead = Вы имеете право сомневаться. Результат проверит вторая лаборатория, и бюро ответит с обоснованием. До тех пор ничего не решено.
contest-why = Что вызывает у вас сомнение

## Reporting
step-of = Шаг { $number } из { $total }.
kept-as-you-go = Набранное сохраняется. Можно остановиться и продолжить позже.
not-sent-yet = Ещё не отправлено
go-on = Дальше
change = Изменить
sending = Отправляется …
send-report = Отправить заявление
forget-report = Удалить набранное
report-who = Кто пропал?
report-when = Что произошло?
report-you = Кто вы?
report-consent = Что нам можно с этим делать?
report-check = Всё верно?
report-field-name = Имя пропавшего
report-name-hint = Как пишет ваша семья, любыми буквами: имя, отчество, фамилия.
report-field-born = Дата рождения
report-field-last-seen = Когда видели в последний раз
report-date-hint = Как знаете: 1962, 1962-03, 14.03.1962 или 1960/1964. Если не знаете, оставьте пустым.
report-field-place = Где
report-field-text = Что произошло, своими словами
report-text-hint = На любом языке. Во что был одет, кто был рядом, что вам рассказывали другие: помочь может всё.
report-field-own-name = Ваше имя
report-field-relation = Вы пропавшему
relation-mother = мать
relation-father = отец
relation-daughter = дочь
relation-son = сын
relation-sister = сестра
relation-brother = брат
relation-wife = жена
relation-husband = муж
relation-other = другое
relation-which = Если другое: кто?
report-field-contact = Как с вами связаться
report-contact-hint = Номер телефона, адрес или через кого.
