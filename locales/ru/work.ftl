# What waits for whoever is signed in.

## What waits
waits-for-you = Что вас ждёт
nothing-waits = Сейчас вас ничего не ждёт.
late = просрочено
waits-for-answers = Ждёт ответа
waits-for-registering = Ждёт регистрации
waits-for-signing = Ждёт подписи
waits-for-telling-the-family = Нужно лично сообщить семье
waits-for-answering-a-doubt = Нужно ответить на сомнение семьи
waits-for-handing-over = Нужно передать семье
waits-for-sending = Нужно отправить
waits-for-surveying = Ждёт обследования
waits-for-proposing = Можно предложить как установление личности
waits-for-deciding = Строки чужих списков, ждущие решения
waits-for-typing = Образцы без профиля
waits-for-a-second = Учётные записи, ждущие второго сотрудника
waits-for-finishing = Что вы начали
remains-may-be = { $remains }: возможно, { $name }
rows-of-list = { $list }: { $rows }
only-with-state = Только: { $state }.
show-all = Показать все
write-something-down = Записать

## Searching everything
find = Найти
find-words = Слова в любой письменности, номер или штрихкод
find-lead = Ищем во всём, что вам доступно: люди, останки, образцы и всё записанное.
found-nothing = С этими словами мы ничего не нашли.
scan-a-code = Считать код
camera-refused = Камеру использовать нельзя. Введите номер.

## Labels
labels = Этикетки
labels-lead = В каждом коде только номер рядом с ним.
print-labels = Этикетки для печати
to-the-file = Назад к делу
