# How the work goes: plots with their tables.

progress = Как идёт работа
progress-cases = Как далеко продвинулись дела
progress-cases-text = На конец каждого времени: о скольких людях сообщили, скольких установили, скольким семьям сказали лично и сколько людей вернулось домой.
progress-requests = Запросы сведений: с ответом и без
progress-requests-text = Кого спрашивали и на сколько запросов ответили. «Ничего не известно» и отказ — тоже ответы.
progress-answered = Есть ответ
progress-in-part = Ответ частичный
progress-waiting = Ожидается, срок не прошёл
progress-late = Без ответа в срок
progress-others = Все остальные
progress-posteriors-text = Сколько пар «останки и пропавший» имеют какую вероятность. Начиная с { $from } можно предлагать установление личности.
progress-as-table = Таблицей
progress-counted = Подсчитано:
posterior-from = { $from } и выше
