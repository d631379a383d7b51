# Words of closed lists: kinds of things, roles, states. Small letters, as in the middle of a sentence.

## Kinds of things
noun-missing-person = пропавший без вести
nouns-missing-person = пропавшие без вести
noun-person = член семьи
nouns-person = члены семей
noun-remains = останки
nouns-remains = останки
noun-sample = образец
nouns-sample = образцы
noun-profile = профиль
nouns-profile = профили
noun-locus = локус таблицы частот
nouns-locus = локусы таблицы частот
noun-list = список
nouns-list = списки
noun-party = сторона
nouns-party = стороны
noun-office = бюро
nouns-office = бюро
noun-family = семья
nouns-family = семьи
noun-case = дело
nouns-case = дела
noun-ante-mortem-data = прижизненные сведения
nouns-ante-mortem-data = прижизненные сведения
noun-report = заявление
nouns-report = заявления
noun-consent = согласие
nouns-consent = согласия
noun-witness = свидетель
nouns-witness = свидетели
noun-statement = показания
nouns-statement = показания
noun-claim = сведение
nouns-claim = сведения
noun-incident = событие
nouns-incident = события
noun-place = место
nouns-place = места
noun-site = объект
nouns-site = объекты
noun-exhumation = эксгумация
nouns-exhumation = эксгумации
noun-examination = исследование
nouns-examination = исследования
noun-custody = цепочка хранения
nouns-custody = цепочки хранения
noun-evidence = доказательство
nouns-evidence = доказательства
noun-information-request = запрос сведений
nouns-information-request = запросы сведений
noun-allegation = утверждение о деянии
nouns-allegation = утверждения о деяниях
noun-proceeding = производство
nouns-proceeding = производства
noun-identification = установление личности
nouns-identification = установления личности
noun-handover = передача
nouns-handover = передачи
noun-elimination-profile = исключающий профиль
nouns-elimination-profile = исключающие профили
noun-review = решение эксперта
nouns-review = решения эксперта

## Roles of accounts
word-family-member = член семьи
word-registrar = регистратор
word-interviewer = интервьюер
word-field-team = полевая группа
word-laboratory = лаборатория
word-analyst = аналитик
word-supervisor = руководитель
word-investigator = исследователь обстоятельств
word-liaison = представитель для связи
word-witness-operator = оператор наблюдателя
word-administrator = администратор

## Where a case is
word-reported = сообщено
word-registered = зарегистрировано
word-dna-collected = ДНК собрана
word-hypothesis = гипотеза
word-under-review = на проверке
word-identified = личность установлена
word-family-informed = семья уведомлена
word-remains-handed-over = останки переданы
word-closed = закрыто
word-found-alive = найден живым
word-fate-known-remains-not-recovered = судьба известна, останки не найдены
word-merged-into-another-case = объединено с другим делом
word-withdrawn = отозвано
word-reopened = возобновлено

## Consent
word-search = поиск
word-match = сравнение
word-share = передача другим
word-court = суд
word-research = исследования
word-given = дано
word-narrowed = ограничено

## Parties
word-authority = государственный орган
word-humanitarian-body = гуманитарная организация
word-archive = архив
word-family-association = объединение семей
word-other = другое

## What a relative may be told
word-progress = ход дела
word-result = результат
word-circumstances = обстоятельства
word-relations-in-the-family = родство в семье

## Names
word-birth = при рождении
word-used = употребляемое
word-alias = прозвище
word-patronymic = отчество
word-of-another-side-s-list = из списка другой стороны

## Sources, and how they are protected
word-open = открыто
word-confidential = конфиденциально
word-protected = под защитой
word-photograph = фотография
word-video = видео
word-recording = запись
word-document = документ
word-drawing = чертёж
word-web-capture = копия веб-страницы
word-preferred = предпочтено

## What happened
word-attack = нападение
word-capture = захват
word-detention = содержание под стражей
word-transfer = перевод
word-death = смерть
word-burial = захоронение
word-exchange = обмен
word-displacement = перемещение
word-affected = пострадавший
word-present = присутствовавший
word-witness = свидетель
word-helper = помогавший

## Places and sites
word-settlement = населённый пункт
word-district = район
word-landscape = местность
word-road = дорога
word-building = здание
word-water = водоём
word-suspected-grave = предполагаемое захоронение
word-grave = могила
word-mass-grave = массовое захоронение
word-cemetery = кладбище
word-detention-place = место содержания
word-mortuary = морг
word-surface = поверхность земли
word-surveyed = обследовано
word-confirmed = подтверждено
word-being-exhumed = идёт эксгумация
word-exhumed = эксгумация проведена
word-nothing-found = ничего не найдено
word-inaccessible = недоступно
word-mines = мины
word-unexploded-ordnance = неразорвавшиеся боеприпасы
word-collapse = обрушение

## Bones and teeth
word-none = нет
word-left = левая
word-right = правая
word-cranium = череп
word-mandible = нижняя челюсть
word-hyoid = подъязычная кость
word-clavicle = ключица
word-scapula = лопатка
word-humerus = плечевая кость
word-radius = лучевая кость
word-ulna = локтевая кость
word-carpal = кость запястья
word-metacarpal = пястная кость
word-hand-phalanx = фаланга кисти
word-sternum = грудина
word-rib = ребро
word-cervical-vertebra = шейный позвонок
word-thoracic-vertebra = грудной позвонок
word-lumbar-vertebra = поясничный позвонок
word-sacrum = крестец
word-coccyx = копчик
word-os-coxae = тазовая кость
word-femur = бедренная кость
word-patella = надколенник
word-tibia = большеберцовая кость
word-fibula = малоберцовая кость
word-talus = таранная кость
word-calcaneus = пяточная кость
word-tarsal = кость предплюсны
word-metatarsal = плюсневая кость
word-foot-phalanx = фаланга стопы
word-unknown = неизвестно
word-sound = здоров
word-carious = кариозный
word-filled = пломбирован
word-root-filled = корень пломбирован
word-crown = коронка
word-bridge = мостовидный протез
word-implant = имплантат
word-lost-in-life = утрачен при жизни
word-lost-after-death = утрачен после смерти
word-unerupted = не прорезался

## Elimination profiles
word-staff = сотрудник
word-manufacturer = производитель
word-recurring = повторяющийся
word-negative-control = отрицательный контроль

## Requests for information
word-none-cited = не указано
word-gc-i-16-17 = I Женевская конвенция, статьи 16 и 17
word-gc-ii-19-20 = II Женевская конвенция, статьи 19 и 20
word-gc-iii-120-123 = III Женевская конвенция, статьи 120–123
word-gc-iv-136-141 = IV Женевская конвенция, статьи 136–141
word-ap-i-32 = Дополнительный протокол I, статья 32
word-ap-i-33 = Дополнительный протокол I, статья 33
word-ap-i-34 = Дополнительный протокол I, статья 34
word-customary-rule-116 = обычное международное гуманитарное право, норма 116
word-customary-rule-117 = обычное международное гуманитарное право, норма 117
word-national-law = национальное право
word-draft = черновик
word-waiting = ожидает ответа
word-interim = промежуточный ответ
word-answered = отвечено
word-answered-in-part = отвечено частично
word-nothing-known = сведений нет
word-refused = отказано

## Allegations and proceedings
word-alleged-presumed-innocent = утверждается; действует презумпция невиновности
word-murder-8-2-c-i = убийство, Римский статут 8(2)(c)(i)
word-wilful-killing-8-2-a-i = умышленное убийство, Римский статут 8(2)(a)(i)
word-torture-or-inhuman-treatment-8-2-a-ii = пытки или бесчеловечное обращение, Римский статут 8(2)(a)(ii)
word-unlawful-confinement-8-2-a-vii = незаконное лишение свободы, Римский статут 8(2)(a)(vii)
word-taking-of-hostages-8-2-a-viii = взятие заложников, Римский статут 8(2)(a)(viii)
word-attacking-civilians-8-2-b-i = нападение на гражданских лиц, Римский статут 8(2)(b)(i)
word-outrages-upon-personal-dignity-8-2-b-xxi = посягательство на человеческое достоинство, Римский статут 8(2)(b)(xxi)
word-enforced-disappearance-7-1-i = насильственное исчезновение, Римский статут 7(1)(i)
word-requested = запрошено
word-investigation = расследование
word-charged = предъявлено обвинение
word-trial = судебное разбирательство
word-judged = вынесено решение
word-appeal = обжалование
word-final-judgment = окончательное решение
word-discontinued = прекращено
word-acquitted = оправдание
word-convicted = осуждение
word-convicted-in-part = осуждение в части

## Identification and handover
word-dna = ДНК
word-lineage-dna = ДНК линии родства
word-biological-profile = биологический профиль
word-dental = зубы
word-medical = медицинские данные
word-marks = особые приметы
word-effects = вещи
word-fingerprint = отпечаток пальца
word-serial-number = серийный номер
word-proposed = предложено
word-contested = оспаривается
word-identification-withdrawn = установление отозвано
word-agreed = согласовано
word-handed-over = передано
word-handed-over-in-part = передано частично

## Custody
custody-unbroken = непрерывна; сейчас у: { $keeper }
custody-gap = передача { $number }: передал не тот, у кого это было
custody-seal-broken = передача { $number }: пломба нарушена
custody-seal-differs = передача { $number }: найдена не та пломба, что была поставлена
custody-backwards = передача { $number }: передано раньше, чем получено

## What families ask
noun-family-request = обращение семьи
nouns-family-request = обращения семей
word-question = вопрос
word-access-to-data = доступ к данным
word-correction = исправление
word-erasure = стирание
word-second-laboratory = вторая лаборатория
word-being-worked-on = в работе

## Reviews
word-used-as-it-is = используется как есть
word-samples-set-aside = образцы отложены
word-stated-father-not-used = заявленный отец не учитывается
word-stated-mother-not-used = заявленная мать не учитывается
word-stated-parents-not-used = заявленные родители не учитываются
word-lines-left-out = линии доказательств исключены
word-of-one-person = принадлежат одному человеку
word-of-different-people = принадлежат разным людям
word-sex = пол
word-age = возраст
word-stature = рост
word-hair = волосы
word-eyes = глаза
word-blood-group = группа крови
word-male-line = мужская линия
word-maternal-line = материнская линия
word-teeth = зубы
word-place = место
word-time = время
word-no-dna-yet = ДНК пока нет
word-not-enough = не хватает
word-perhaps-enough = возможно, хватает
word-enough = хватает
