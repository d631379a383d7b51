# Forms of what an office writes down.

## Steps
step-what = Что это
step-where = Где это
step-who = О ком
step-speaker = Кто говорит
step-said = Что было сказано
step-sources = Кто об этом говорит
step-contact = С кем говорить
step-course = Ход дела
step-body = Тело
step-teeth = Зубы
step-medical = Травмы, болезни, приметы
step-effects = Одежда и вещи
step-consent = На что дано согласие
step-protection = Защита
step-about = О чём это
step-participants = Кто участвовал
step-finds = Что найдено
step-bones = Кости
step-transfers = Из рук в руки
step-origin = Откуда это
step-request = О чём запрос
step-deadlines = Сроки
step-replies = Что ответили
step-findings = Доказательства
step-conclusion = Вывод
step-contests = В чём сомневается семья
step-handover = Передача
steps-of-the-form = Шаги формы

## Putting down and taking up
begun-before = Вы начали это раньше. Всё, что вы ввели, осталось здесь.
kept-while-typed = Введённое сохраняется по ходу дела, даже если вы уйдёте, сеанс закончится или связь прервётся. В журнал оно попадёт, когда вы его запишете.
forget-what-is-typed = Удалить введённое
add-another = Добавить ещё
leave-out = Убрать


## What stands in a form
at-least = не менее
at-most = не более
area = Участок
in-words = Словами
a-date = Дата
a-thing = Человек, место или другое
no-side = без стороны
unit = Единица
further-pieces = Другие части тех же костей
tooth-number = Зуб { $number }
tooth-detail = Зуб { $number }: поверхности и материал
teeth-upper-right = Верхние правые
teeth-upper-left = Верхние левые
teeth-lower-left = Нижние левые
teeth-lower-right = Нижние правые
teeth-milk-upper-right = Молочные, верхние правые
teeth-milk-upper-left = Молочные, верхние левые
teeth-milk-lower-left = Молочные, нижние левые
teeth-milk-lower-right = Молочные, нижние правые
bone-cell = { $bone }, { $side }: { $what }
hint-date = Насколько известно: 1992-02-25, 1992-02, 1992, 1950~ (около), 1948/1952 (между). Если неизвестно, оставьте пустым.
hint-day = День: 2026-11-25 или 25.11.2026.
hint-language = az, hy, ru, en или другой код.
hint-degrees = Градусы, например 40.1234.
hint-area = Вместо точки: по углу в строке, широта и долгота, например 40.12, 46.50.
hint-loci = По локусу в строке с аллелями: D3S1358: 15 16.
hint-bones = Сколько, и сколько процентов каждой сохранилось. Пусто: нет.
hint-sealed = Имя, контакт и всё, что говорит, кто это. Запечатывается сразу и больше здесь не показывается.
hint-sealed-already = Личность запечатана. Введённое здесь заменит её.
