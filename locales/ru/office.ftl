# The office's pages.

## Overview
count-missing-persons = { $count ->
    [one] пропавший без вести
   *[other] пропавших без вести
  }
count-remains = { $count ->
    [one] набор останков
    [few] набора останков
   *[other] наборов останков
  }
what-you-may-see = То, что вам доступно, находится здесь:
hypotheses-by-posterior = Гипотезы по апостериорной вероятности
strength-ready = { $from } и выше: готово к проверке
strength-more-evidence = от { $from } до { $to }: решат дополнительные данные
strength-likely = от { $from } до { $to }: скорее да, чем нет
strength-possible = от { $from } до { $to }: возможно
last-compared = Последнее сравнение: { $moment }. Мы сравниваем снова каждый раз, когда приходит что-то новое.
nothing-compared-yet = Пока ничего не сравнивалось.
changed-lately = Последние изменения
import-to-begin = Чтобы начать, импортируйте таблицы вашего бюро или лаборатории.
why-may-be = Почему { $remains } может быть { $name }

## The diary
diary-imported = Импортировано: { $changes } ({ $files })
diary-searched = Сравнение: пропавших { $missing }, наборов останков { $remains }, гипотез { $found }
diary-list-received = Получен список, строк: { $rows }; вероятно, в реестре: { $likely }
diary-row-confirmed = Строка { $row } списка { $list }: подтверждено, что это { $missing }
diary-row-rejected = Строка { $row } списка { $list }: установлено, что это не { $missing }
diary-row-reopened = Строка { $row } списка { $list } и { $missing }: решение снова открыто
diary-reported = Заявлено о пропавшем: { $missing }
diary-account-added = Добавлена учётная запись: { $role }
diary-identity-opened = Открыта личность свидетеля под защитой
diary-erased = Данные одного человека стёрты
diary-by = { $what }; { $account }
diary-as-written = { $text }
change-new = { $kind }: новых { $count }
change-altered = { $kind }: изменено { $count }
change-nothing = ничего нового

## Missing persons
enter-new-report = Ввести новое заявление
name-place-or-id = Имя (любым письмом), место или номер
candidate = Кандидат
candidates = Кандидаты
more-likely-than-not = скорее да, чем нет
sorted-by = Порядок
sort-name = по имени
sort-born = по дате рождения
sort-last-seen = по времени, когда видели в последний раз
sort-id = по номеру
nobody-fits = В реестре никто не подходит. Попробуйте меньше слов или другое написание.

what-is-known = Что известно
capacity-as-reported = Статус, как сообщено
also-missing = Также пропали
who-it-could-be = Кто это может быть
nothing-found-of = Мы пока не нашли ничего, что могло бы относиться к этому человеку: { $name }. Мы сравниваем снова каждый раз, когда приходит что-то новое.
sets-of-remains-could-be = { $count ->
    [one] { $count } набор останков может принадлежать этому человеку ({ $name }); ниже сказано, насколько это надёжно.
    [few] { $count } набора останков могут принадлежать этому человеку ({ $name }); ниже сказано, насколько это надёжно.
   *[other] { $count } наборов останков могут принадлежать этому человеку ({ $name }); ниже сказано, насколько это надёжно.
  }
on-lists-of-others = В списках других организаций
row-of-list = { $list }, строка { $row }
family-as-table = Семья в виде таблицы
members-of-family = Члены семьи
dna-given = сдана
samples-of-relatives = Образцы родственников
no-relative-gave-dna = Никто из родственников ещё не сдал ДНК. Без неё останки сравнивают только по остальным сведениям, а этого редко достаточно.
sample-of = Образец { $sample }: { $of }
loci-typed = { $count ->
    [one] прочитан { $count } локус
    [few] прочитано { $count } локуса
   *[other] прочитано { $count } локусов
  }
profile-of-sample = Профиль образца { $sample }

## A report is typed in
new-report = Новое заявление
not-entered-yet = Ещё не внесено
look-at-them-first = В реестре уже есть похожий человек. Сначала посмотрите; если это не он, внесите заявление.
name-as-written = Имя, как его пишет семья, любым письмом
born-how = Дата рождения (год, месяц или день: 1962, 1962-03, 14.03.1962)
entering = Вносится …
none-of-them-enter = Это не они: внести заявление
enter-the-report = Внести заявление
in-registry-already = Уже в реестре?
the-same-with = тот же человек с вероятностью { $probability } ({ $reasons })
born-on = дата рождения: { $date }
last-seen-on = в последний раз видели: { $date }
reason-name = имя { $weight }
reason-born = рождение { $weight }
reason-last-seen = когда видели { $weight }
reason-sex = пол { $weight }
reason-place = место { $weight }

## Remains
remains-of-id = Останки { $id }
id-site-or-description = Номер, объект или описание
no-remains-fit = В реестре нет подходящих останков.
sex-estimated = Пол, оценка
age-estimated = Возраст на момент смерти, оценка
stature-estimated-cm = Рост, оценка, см
nobody-fits-remains = Пока никто из реестра не подходит к этим останкам. Возможно, это человек, о котором нам не сообщали, или чьи родственники ещё не сдали ДНК.
samples-and-profiles = Образцы и профили
no-sample-yet = Образец ещё не взят.

## Hypotheses
hypotheses-lead = Каждая говорит: эти останки — этот пропавший человек. Апостериорная вероятность учитывает все останки, все семьи и априорную вероятность вместе.
compare-everything-again = Сравнить всё заново
nothing-found-yet = Мы пока ничего не нашли. Мы сравниваем снова каждый раз, когда приходит что-то новое.
import-first = Сначала импортируйте семьи и останки
search-was = Сравнение, { $moment }: пропавших { $missing }, наборов останков { $remains }. Априорная вероятность: там, где находят останки, могут лежать и люди вне реестра, числом { $outside }, не считая уже найденных, каждый с той же вероятностью, что и каждый зарегистрированный пропавший. θ = { $theta }. Не учтённая вероятность: не более { $dropped }. Ошибка выборки: не более { $error }. { $engine }.
comparing = Идёт сравнение …
comparing-everything = Мы сравниваем все семьи со всеми останками. Новые гипотезы появятся здесь сами.
comparing-so-far = Мы сравниваем все семьи со всеми останками: пока { $done } из { $total } пропавших. Новые гипотезы появятся здесь сами.
comparison-failed = Последнее сравнение не завершилось. Найденное раньше по-прежнему показано. Запустите ещё раз; если снова не получится, скажите администратору.
are-remains = Останки { $remains } — это { $name }?
remains-and-person = { $remains } и { $name }
in-short = Коротко
posterior-takes-all = Она учитывает все останки, все семьи, все линии доказательств и априорную вероятность вместе.
posterior-too-low = При последнем сравнении апостериорная вероятность этой пары оказалась ниже 0,001.
the-dna-alone = Только ДНК
dna-says = Профиль останков { $times }, если это { $name }, чем если это человек, не связанный с семьёй: { $support } (log10 LR { $lr }).
remains-in-family = Останки в семье
side-by-side = Рядом
age-side-by-side = Возраст (когда видели в последний раз; на момент смерти), лет
what-enters-the-posterior = Что из этого входит в апостериорную вероятность и с каким весом, сказано выше. Травмы в момент смерти и приметы показаны для специалиста.
locus-by-locus = По локусам
no-profile-to-compare = Сравнивать нечего: у останков ещё нет профиля.
bars-above-and-below = Столбцы над линией говорят за эту пару, под линией — против.
surprising-loci = { $count ->
    [0] Ни один локус не удивляет.
    [one] { $count } локус удивителен, если пара верна (отмечен «!»): ищите мутацию, выпавший аллель или родство, указанное неверно.
    [few] { $count } локуса удивительны, если пара верна (отмечены «!»): ищите мутацию, выпавший аллель или родство, указанное неверно.
   *[other] { $count } локусов удивительны, если пара верна (отмечены «!»): ищите мутацию, выпавший аллель или родство, указанное неверно.
  }
strip-of-loci = Полоса локусов
surprising = удивителен
other-candidates = Другие кандидаты
no-other-candidates = Ни у одной стороны нет другого кандидата с апостериорной вероятностью 0,001 и выше.
for-remains = Для останков { $id }
for-person = Для человека: { $name }
what-the-numbers-rest-on = На чём основаны числа
allele-frequencies = Частоты аллелей
mutation = Мутация
mutation-model = расширенная пошаговая модель, { $mothers } (матери) и { $fathers } (отцы) на локус
drop-out-in-remains = Выпадение аллелей в останках
drop-out-allowed = учитывается по тому, какая часть профиля отсутствует
drop-out-not-allowed = не учитывается
prior = Априорная вероятность
prior-outside = там, где находят останки, могут лежать и люди вне реестра, числом { $outside }, не считая уже найденных
engine = Программа расчёта

## Lists of others
lists-of-others = Списки других организаций
lists-lead = Другие бюро и организации тоже ведут списки пропавших. Список хранится таким, каким получен. Кто из него может быть в реестре, вычисляется по именам на любом письме, датам и местам; так ли это, решает человек.
list-not-kept = Список не сохранён
list = Список
received = Получен
rows = Строки
row = Строка
to-be-decided = Ждут решения
confirmed = Подтверждено
receive-a-list = Принять список
which-list-files = CSV или книга, по человеку в строке, со столбцом имён (или имя, отчество и фамилия) и всем, что ещё известно: пол, рождение, когда видели в последний раз, место. В реестре от этого ничего не меняется.
what-it-is-and-whose = Что это и чьё
keep-and-compare = Сохранить и сравнить
list-received = Получен: { $moment }, { $account }; { $rows ->
    [one] { $rows } строка
    [few] { $rows } строки
   *[other] { $rows } строк
  }.
file-as-received = Файл, как он получен
links-by-decision = Соответствия по решению
links-open = Ждут решения ({ $count })
links-confirmed = Подтверждены ({ $count })
links-rejected = Отклонены ({ $count })
who-may-be-whom = Кто кем может быть
on-the-list = В списке
in-the-registry = В реестре
list-and-row = { $list }, строка { $row }
row-is-one-person = Ничего не изменено. Строка может быть только одним человеком: сначала отмените другое решение.
nobody-likely = В реестре никто не похож на этого человека.
on-the-list-as-received = В списке, как получено
same-person-with = Тот же человек с вероятностью
how-it-agrees = Насколько совпадает
weight = Вес
weights-are-powers = Веса — степени десяти: +2 значит, что это в сто раз вероятнее для одного человека, чем для двух, −1 — в десять раз менее вероятно.
reason-together = вместе
they-are-one = Это один человек
they-are-two = Это два человека
decided-one = Один человек; решение: { $account }.
decided-two = Два человека; решение: { $account }.
take-back = Отменить

## Import
nothing-was-imported = Ничего не импортировано
to-be-put-right = Сначала нужно исправить: { $count }. Исправьте файлы и выберите их снова.
what-would-change = Что изменится
nothing-changed-yet = Пока ничего не изменено. Файлы: { $files }.
all-in-registry-already = Всё из этих файлов уже есть в реестре.
new = Новых
changed = Изменено
what-is-there-and-would-change = Что уже есть в реестре и изменится
importing = Импортируется …
import-and-compare = Импортировать и сравнить
leave-everything = Оставить всё как есть
good-to-know = Полезно знать
choose-files = Выберите файлы
which-files = Таблицы CSV или XLSX (пропавшие, родственники или родословная, останки, образцы, профили, частоты) и файлы Familias. Что в таблице, видно по её столбцам. Вы увидите, что изменится, прежде чем что-либо изменится.
accept-rare-alleles = Принимать аллели, которых нет в таблице частот, с частотой 0,005
reading = Читается …
show-what-would-change = Показать, что изменится
choose-a-file = Сначала выберите файл.
upload-gone = Эта загрузка больше не ждёт (прошёл час, или она уже импортирована). Выберите файлы ещё раз; ничего не потеряно.
files-hold-others = В файлах есть то, что импортирует кто-то другой из вашего бюро ({ $kinds }); ничего не изменено.
and-more = … и ещё { $count }

## Samples
no-samples-for-laboratory = Этой лаборатории образцы ещё не передавали.
barcode = Штрихкод
taken-on = Взят
loci-read = Прочитано локусов

## Records
everything-recorded = Всё, что записано
recorded-about-it = Что об этом записано
put-in-something-new = Внести новое
nothing-recorded-here = Здесь пока ничего не записано.
new-of-kind = Новое: { $kind }
readings-are-recorded = Каждое чтение этой страницы записывается в журнал.
identity = Личность
identity-was-opened = То, что вы её открыли, записано в журнал, и тот, кто держит связь со свидетелем, это видит.
identity-is-sealed = Личность запечатана. Вы названы среди тех, кто может её открыть; это будет записано в журнал.
open-identity = Открыть личность
what-is-written-down = Что записано
change-or-add = Изменить или дополнить
save-original = Сохранить подлинник
saving-is-recorded = (Это записывается в журнал.)
the-original = Подлинник
original-is-kept = Он хранится бит в бит, и заменить его потом нельзя.
keeping = Сохраняется …
keep-it = Сохранить
what-it-refers-to = На что ссылается
what-sources-say = Что говорят источники
sources-differ = источники расходятся
taken-here = Здесь принято: { $reason }
changed-by-somebody = Тем временем это изменил кто-то другой
changed-by = Тем временем это изменил(а) { $account }
nothing-typed-is-lost = Ничего из набранного вами не потеряно: оно в форме ниже. Посмотрите на различия; то, что вы отправите теперь, заменит то, что стоит там сейчас.
the-difference = Различия
as-it-was = Было
as-the-other-left-it = Как оставил другой
as-you-typed-it = Как набрали вы
not-written-down-yet = Ещё не записано
writing = Записывается …
write-it-down = Записать
member-and-problem = { $field }: { $problem }

## Receipts
receipt-heading = Расписка { $number }
receipt-proves = Она доказывает, что нечто было записано { $moment } и с тех пор стоит в журнале без изменений. Сохраните её: проверить её можно, не спрашивая нас.
receipt-check-page = Проверить на странице, которая работает без Интернета
receipt-or-command = или командой
to-photograph = Чтобы сфотографировать или напечатать
receipt-too-long = Расписка слишком длинна для кода; сохраните файл.
save-receipt = Сохранить расписку как файл
who-signed = Кто подписал
the-record = Журнал записей
witnesses = Наблюдатели
no-witnesses-asked = пока не требуются
not-enough-signed = подписей ещё недостаточно; посмотрите через несколько минут
receipt-as-text = Расписка как текст
history-latest = Последние записи: { $count }. Вся история — в журнале.
show-picture = Показать снимок
picture-is-covered = может показывать останки или насилие
showing-is-recorded = Кому его показали, записывается.
silent-alleles = Молчащий аллель в каждом локусе, частота
contamination-of-remains = Прочтение чужой ДНК в локусе, вероятность
theta-of-lineages = Доля людей одной мужской или материнской линии, о чём никто не знает
how-the-dead-lie = Где лежат погибшие
places-learned = близко от места, где их видели в последний раз, { $near } %, увезены на некоторое расстояние { $taken } %, где угодно { $anywhere } %; узнано по { $pairs ->
    [one] { $pairs } паре, которую
   *[other] { $pairs } парам, которые
} решает одна ДНК

## Whom to ask for DNA
whom-to-ask = Чья ДНК помогла бы больше всего
whom-to-ask-lead = Родственники, ещё не сдавшие ДНК; первым — тот, кто помог бы больше всего. Чтобы назвать человека по одной ДНК, полный профиль должен говорить за него, против другого человека, вот насколько: { $times }.
dna-now = С имеющейся ДНК от собственного полного профиля этого человека ожидается: { $times }. Этого хватило бы в { $enough } случаев.
nobody-to-ask = Все в семье, кто мог сдать ДНК, уже сдали.
dna-would-be = Ожидается с этим родственником
dna-would-suffice = Хватило бы
whom-to-ask-hint = Жив ли родственник и согласен ли он, здесь неизвестно. Кости часто дают неполный профиль; тогда нужно больше родственников.
