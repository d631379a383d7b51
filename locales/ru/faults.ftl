# What is wrong with a file, and rules that name a value.

## Where
at-row = строка { $row }
at-column = столбец { $column }

## Rules that name what they found. The program's rules say them in English; that English text is recognised here, with what stands in it.
fault-cant-follow = «{ $next }» не может идти после «{ $last }»
fault-somebody-else = «{ $name }» — другой человек: каждый говорит и подписывает от своего имени
fault-no-such-thing = { $thing }: такого нет
fault-takes-guilt = «{ $word }» считает вину доказанной, а окончательного приговора нет
fault-tooth = { $tooth }: ожидался номер FDI, 11–48 или 51–85
fault-at-least-at-most = ожидалось сначала «не меньше», затем «не больше», до { $most }
fault-from-at-most-to = «от» не больше «до», до { $most }
fault-one-of = «{ $text }»; ожидалось одно из: { $words }
fault-kind-and-id = «{ $text }»; ожидались вид и номер, например site/S-12
fault-not-expected-kind = «{ $kind }» — не то, что ожидалось здесь

fault-tooth-twice = зуб { $tooth } указан дважды
fault-line-twice = эта строка дана дважды
fault-one-account = ожидалась хотя бы одна учётная запись, иначе открыть это не сможет никто
fault-bytes = ожидалось не больше 200 байт, без пробелов по краям

## Rows of files
fault-id-of = ожидался номер ({ $what })
fault-given-twice = дано дважды: { $what } (сначала в строке { $row })
fault-this-missing-person = этот пропавший
fault-this-person = этот человек
fault-these-remains = эти останки
fault-this-sample = этот образец
fault-number-between = ожидалось число от { $from } до { $to }
fault-allele-twice = у локуса { $locus } этот аллель есть и в строке { $row }
fault-reported-twice = о человеке сообщено дважды: как { $other } в строке { $row } и как { $id }
fault-reported-already = об этом человеке уже сообщено как { $other }
fault-id-of-family = ожидался номер семьи
fault-id-of-relative = ожидался номер родственника
fault-no-missing-person = пропавшего с этим номером нет
fault-other-person = пропавший { $missing } — это { $person } из семьи { $family }, а не { $id } из { $other }
fault-other-family = этот человек уже в семье { $family }
fault-other-sex = { $id } указан с другим полом
fault-age-at-least = ожидался возраст не меньше { $from }
fault-sample-of = ожидался человек или останки, от которых взят образец
fault-person-or-remains = ожидался или человек, или останки, но не оба
fault-nobody = никого с этим номером нет
fault-no-remains = останков с этим номером нет
fault-no-sample = образца с этим номером нет
fault-sample-used = этот образец уже использован: { $whose }
fault-unknown-locus = неизвестный локус; ожидался локус из таблицы частот, локус Y-хромосомы (DYS…) или mtDNA
fault-no-haplotypes = ожидалась таблица гаплотипов: sample и локусы Y-хромосомы (DYS…) или mtDNA
fault-no-haplotype-locus = ожидался локус Y-хромосомы (DYS…) или mtDNA
fault-locus-twice = у образца { $sample } локус { $locus } есть и в строке { $row }
fault-no-such-allele = в таблице частот у локуса { $locus } такого аллеля нет ({ $range }); если прочитано верно, добавьте аллель в таблицу или импортируйте с --accept-rare-alleles
fault-relation = ожидалось родство, например mother, brother, half sister by the father, son with <id>, nephew by a sister, mother's brother или cousin by the mother's brother
fault-names-with-languages = ожидались названия с языками, например az: Dağ; hy: Լեռ
fault-own-party = ожидался другой номер и ваша сторона или никакой
fault-not-in-family = { $id } не из этой семьи
fault-same-person = { $one } и { $other } были бы одним человеком
fault-both-sexes = { $id } был бы и мужчиной, и женщиной
fault-own-ancestor = { $id } — собственный предок
fault-listed-twice = { $id } указан дважды
fault-parent-not-there = { $id }: { $role } «{ $parent }» — нет в родословной
fault-parent-sex = { $id }: { $role } { $parent }, пол: { $sex }
fault-not-founder = { $id }: { $other } не основатель этой семьи: родство тех, чьи родители указаны, следует из них
fault-founder-coefficient = { $id }: коэффициент { $name } — число от 0 до { $most }, а не { $value }
fault-founder-several = { $id }: основатель может быть родственником только одного другого основателя; общих предков остальных укажите в родословной
fault-kinship-coefficient = ожидалась степень родства: число от 0 до 0,25

fault-male = мужской
fault-female = женский
fault-father = отец
fault-mother = мать

## Alleles and frequencies
fault-off-ladder = значение вне лестницы «{ $value }»; ожидался аллель, например 9 или 9.3
fault-no-allele = «{ $value }» — не аллель; ожидалось число повторов, например 9 или 9.3
fault-no-range = не указан прочитанный участок; перед отличиями ожидалось, например, 16024-16365 73-340:
fault-not-a-range = «{ $value }» — не участок; ожидался участок, например 16024-16365, HV1 или CR
fault-no-difference = «{ $value }» — не отличие; ожидалось отличие, например 16126C, 16093Y, 315.1C или 249del
fault-outside-range = «{ $value }» лежит вне прочитанного участка
fault-reference-base = «{ $value }»: в эталонной последовательности (rCRS) здесь { $base }
fault-position-twice = «{ $value }»: об этой позиции уже написано другое
fault-frequency = ожидалась частота от 0 до 1
fault-frequency-of = локус { $locus }, аллель { $allele }: частота { $value } не между 0 и 1
fault-frequencies-sum = локус { $locus }: сумма частот { $sum }, ожидалась 1
fault-frequency-twice = локус { $locus }: аллель { $allele } дан дважды
fault-several-alleles = несколько аллелей в одной ячейке; ожидался один
fault-id-of-sample = ожидался номер образца
fault-name-of-locus = ожидалось название локуса

## Files and tables
fault-empty-file = файл пуст; ожидалась таблица
fault-no-rows = строк нет; ожидалась таблица с заголовком
fault-no-sheet = листа со строками нет; ожидалась таблица с заголовком
fault-unknown-table = такие столбцы — не известная таблица; ожидалась одна из: { $tables }
fault-workbook = книга не открывается: { $why }
fault-not-a-table = не таблица: { $why }
fault-unknown-format = неизвестный формат; ожидалась таблица (CSV, XLSX) или файл Familias
fault-reference-cases = файл JSON формата { $format }; образцовые дела — для `kintrace lr` и `kintrace joint`
fault-column = ожидался этот столбец
fault-column-twice = этот столбец значит то же, что { $first }; ожидался один
fault-columns-same = { $one } и { $other } значат одно и то же; ожидался один
fault-cells = ячеек: { $found }; ожидалось { $wanted }, по одной на столбец
fault-columns-of-locus = столбцов на один локус: { $count }; ожидался один или два
fault-no-column-of-names = нет столбца с именами: { $columns }; ожидалось имя или имя и фамилия
fault-yes-or-no = ожидалось да или нет
fault-cant-be-read = не читается: { $why }
fault-json = ожидался JSON: { $why }
fault-of-family = семья { $family }: { $what }

## Familias
fault-file-ends = файл здесь кончается; ожидалось: { $what }
fault-a-number = ожидалось число: { $what }
fault-a-whole-number = ожидалось целое число: { $what }
fault-precomputed = заранее вычисленные вероятности не читаются; сохраните файл без них
fault-theta = ожидалась тета от 0 до меньше 1
fault-stationary = локус { $locus }: стационарная пошаговая модель не считается; ожидалась равная, пропорциональная или расширенная пошаговая
fault-locus-of-database = ожидался локус базы
fault-true-or-false = ожидалось #TRUE# (мужской) или #FALSE# (женский)
fault-twins = по файлу .fam однояйцевые близнецы и прямые совпадения не считаются
fault-part = ожидалась часть { $part }
fault-silent = локус { $locus }: молчащие аллели пока не считаются
fault-model = локус { $locus }: модель мутаций { $model }; ожидалось 0–4
fault-two-parents = семья { $family }: у { $child } оба родителя одного пола, { $one } и { $other }

## Noticed while importing
fault-noticed-twice = { $file }, строка { $row }: у { $id } имя, рождение, день и место те же, что у { $other } в строке { $first }; об одном человеке сообщили дважды?
fault-alleles-added = аллели, добавленные с частотой { $frequency }: { $alleles }
fault-truth = { $file }: известная истина симуляции, не импортируется
fault-unknown-columns = { $file }: неизвестные столбцы, сохранены как есть: { $columns }
fault-left-out = { $file }, строка { $row }: «{ $label }» — не аллель, пропущено
fault-no-loci = { $file }: столбцы — не локусы, пропущены: { $columns }
