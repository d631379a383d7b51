# Words of closed lists: kinds of things, roles, states. Small letters, as in the middle of a sentence.

## Kinds of things
noun-missing-person = itkin düşmüş şəxs
nouns-missing-person = itkin düşmüş şəxslər
noun-person = ailə üzvü
nouns-person = ailə üzvləri
noun-remains = qalıqlar
nouns-remains = qalıqlar
noun-sample = nümunə
nouns-sample = nümunələr
noun-profile = profil
nouns-profile = profillər
noun-locus = tezlik cədvəlinin lokusu
nouns-locus = tezlik cədvəlinin lokusları
noun-list = siyahı
nouns-list = siyahılar
noun-party = tərəf
nouns-party = tərəflər
noun-office = büro
nouns-office = bürolar
noun-family = ailə
nouns-family = ailələr
noun-case = iş
nouns-case = işlər
noun-ante-mortem-data = sağlığına dair məlumatlar
nouns-ante-mortem-data = sağlığına dair məlumatlar
noun-report = müraciət
nouns-report = müraciətlər
noun-consent = razılıq
nouns-consent = razılıqlar
noun-witness = şahid
nouns-witness = şahidlər
noun-statement = ifadə
nouns-statement = ifadələr
noun-claim = məlumat
nouns-claim = məlumatlar
noun-incident = hadisə
nouns-incident = hadisələr
noun-place = yer
nouns-place = yerlər
noun-site = sahə
nouns-site = sahələr
noun-exhumation = ekshumasiya
nouns-exhumation = ekshumasiyalar
noun-examination = müayinə
nouns-examination = müayinələr
noun-custody = saxlanma zənciri
nouns-custody = saxlanma zəncirləri
noun-evidence = sübut
nouns-evidence = sübutlar
noun-information-request = məlumat sorğusu
nouns-information-request = məlumat sorğuları
noun-allegation = iddia
nouns-allegation = iddialar
noun-proceeding = icraat
nouns-proceeding = icraatlar
noun-identification = şəxsiyyətin müəyyənləşdirilməsi
nouns-identification = şəxsiyyətin müəyyənləşdirilməsi işləri
noun-handover = təhvil verilmə
nouns-handover = təhvil vermələr
noun-elimination-profile = istisna profili
nouns-elimination-profile = istisna profilləri
noun-review = ekspert qərarı
nouns-review = ekspert qərarları

## Roles of accounts
word-family-member = ailə üzvü
word-registrar = qeydiyyatçı
word-interviewer = müsahibəçi
word-field-team = sahə qrupu
word-laboratory = laboratoriya
word-analyst = analitik
word-supervisor = rəhbər
word-investigator = araşdırmaçı
word-liaison = əlaqələndirici
word-witness-operator = nəzarətçi operatoru
word-administrator = administrator

## Where a case is
word-reported = bildirilib
word-registered = qeydə alınıb
word-dna-collected = DNT götürülüb
word-hypothesis = fərziyyə
word-under-review = yoxlanılır
word-identified = müəyyən edilib
word-family-informed = ailəyə bildirilib
word-remains-handed-over = qalıqlar təhvil verilib
word-closed = bağlanıb
word-found-alive = sağ tapılıb
word-fate-known-remains-not-recovered = taleyi məlumdur, qalıqlar tapılmayıb
word-merged-into-another-case = başqa işlə birləşdirilib
word-withdrawn = geri götürülüb
word-reopened = yenidən açılıb

## Consent
word-search = axtarış
word-match = müqayisə
word-share = paylaşma
word-court = məhkəmə
word-research = tədqiqat
word-given = verilib
word-narrowed = məhdudlaşdırılıb

## Parties
word-authority = dövlət orqanı
word-humanitarian-body = humanitar qurum
word-archive = arxiv
word-family-association = ailələr birliyi
word-other = digər

## What a relative may be told
word-progress = gedişat
word-result = nəticə
word-circumstances = hallar
word-relations-in-the-family = ailədaxili qohumluq

## Names
word-birth = doğulanda verilmiş
word-used = işlədilən
word-alias = ləqəb
word-patronymic = ata adı
word-of-another-side-s-list = digər tərəfin siyahısından

## Sources, and how they are protected
word-open = açıq
word-confidential = məxfi
word-protected = qorunan
word-photograph = fotoşəkil
word-video = video
word-recording = səs yazısı
word-document = sənəd
word-drawing = çertyoj
word-web-capture = internet səhifəsinin surəti
word-preferred = əsas götürülüb

## What happened
word-attack = hücum
word-capture = ələ keçirilmə
word-detention = saxlanılma
word-transfer = köçürülmə
word-death = ölüm
word-burial = dəfn
word-exchange = mübadilə
word-displacement = məcburi köç
word-affected = zərər çəkən
word-present = orada olan
word-witness = şahid
word-helper = kömək edən

## Places and sites
word-settlement = yaşayış məntəqəsi
word-district = rayon
word-landscape = ərazi
word-road = yol
word-building = bina
word-water = su
word-suspected-grave = ehtimal olunan məzar
word-grave = məzar
word-mass-grave = kütləvi məzarlıq
word-cemetery = qəbiristanlıq
word-detention-place = saxlanma yeri
word-mortuary = meyitxana
word-surface = yerin səthi
word-surveyed = tədqiq edilib
word-confirmed = təsdiqlənib
word-being-exhumed = ekshumasiya gedir
word-exhumed = ekshumasiya edilib
word-nothing-found = heç nə tapılmayıb
word-inaccessible = girmək mümkün deyil
word-mines = minalar
word-unexploded-ordnance = partlamamış hərbi sursat
word-collapse = uçqun

## Bones and teeth
word-none = yoxdur
word-left = sol
word-right = sağ
word-cranium = kəllə
word-mandible = alt çənə
word-hyoid = dilaltı sümük
word-clavicle = körpücük
word-scapula = kürək
word-humerus = bazu sümüyü
word-radius = mil sümüyü
word-ulna = dirsək sümüyü
word-carpal = bilək sümüyü
word-metacarpal = əl darağı sümüyü
word-hand-phalanx = əl falanqası
word-sternum = döş sümüyü
word-rib = qabırğa
word-cervical-vertebra = boyun fəqərəsi
word-thoracic-vertebra = döş fəqərəsi
word-lumbar-vertebra = bel fəqərəsi
word-sacrum = oma
word-coccyx = büzdüm
word-os-coxae = çanaq sümüyü
word-femur = bud sümüyü
word-patella = diz qapağı
word-tibia = qamış sümüyü
word-fibula = incik sümüyü
word-talus = aşıq sümüyü
word-calcaneus = daban sümüyü
word-tarsal = ayaq daraqarxası sümüyü
word-metatarsal = ayaq darağı sümüyü
word-foot-phalanx = ayaq falanqası
word-unknown = məlum deyil
word-sound = sağlam
word-carious = kariesli
word-filled = plomblanmış
word-root-filled = kökü plomblanmış
word-crown = qapaq
word-bridge = körpü
word-implant = implant
word-lost-in-life = sağlığında itirilib
word-lost-after-death = ölümdən sonra itirilib
word-unerupted = çıxmamış

## Elimination profiles
word-staff = işçi
word-manufacturer = istehsalçı
word-recurring = təkrarlanan
word-negative-control = mənfi nəzarət

## Requests for information
word-none-cited = göstərilməyib
word-gc-i-16-17 = I Cenevrə Konvensiyası, 16 və 17-ci maddələr
word-gc-ii-19-20 = II Cenevrə Konvensiyası, 19 və 20-ci maddələr
word-gc-iii-120-123 = III Cenevrə Konvensiyası, 120–123-cü maddələr
word-gc-iv-136-141 = IV Cenevrə Konvensiyası, 136–141-ci maddələr
word-ap-i-32 = I Əlavə Protokol, 32-ci maddə
word-ap-i-33 = I Əlavə Protokol, 33-cü maddə
word-ap-i-34 = I Əlavə Protokol, 34-cü maddə
word-customary-rule-116 = adət beynəlxalq humanitar hüququ, 116-cı norma
word-customary-rule-117 = adət beynəlxalq humanitar hüququ, 117-ci norma
word-national-law = milli qanunvericilik
word-draft = qaralama
word-waiting = cavab gözlənilir
word-interim = ara cavab
word-answered = cavab verilib
word-answered-in-part = qismən cavab verilib
word-nothing-known = məlumat yoxdur
word-refused = imtina edilib

## Allegations and proceedings
word-alleged-presumed-innocent = iddia olunur; təqsirsizlik prezumpsiyası qüvvədədir
word-murder-8-2-c-i = qətl, Roma Statutu 8(2)(c)(i)
word-wilful-killing-8-2-a-i = qəsdən öldürmə, Roma Statutu 8(2)(a)(i)
word-torture-or-inhuman-treatment-8-2-a-ii = işgəncə və ya qeyri-insani rəftar, Roma Statutu 8(2)(a)(ii)
word-unlawful-confinement-8-2-a-vii = qanunsuz azadlıqdan məhrum etmə, Roma Statutu 8(2)(a)(vii)
word-taking-of-hostages-8-2-a-viii = girov götürmə, Roma Statutu 8(2)(a)(viii)
word-attacking-civilians-8-2-b-i = mülki şəxslərə hücum, Roma Statutu 8(2)(b)(i)
word-outrages-upon-personal-dignity-8-2-b-xxi = insan ləyaqətini alçaltma, Roma Statutu 8(2)(b)(xxi)
word-enforced-disappearance-7-1-i = zorla yoxa çıxarma, Roma Statutu 7(1)(i)
word-requested = xahiş edilib
word-investigation = istintaq
word-charged = ittiham irəli sürülüb
word-trial = məhkəmə baxışı
word-judged = hökm çıxarılıb
word-appeal = apellyasiya
word-final-judgment = qəti hökm
word-discontinued = xitam verilib
word-acquitted = bəraət
word-convicted = məhkum edilib
word-convicted-in-part = qismən məhkum edilib

## Identification and handover
word-dna = DNT
word-lineage-dna = nəsil xətti DNT-si
word-biological-profile = bioloji profil
word-dental = dişlər
word-medical = tibbi
word-marks = xüsusi əlamətlər
word-effects = əşyalar
word-fingerprint = barmaq izi
word-serial-number = seriya nömrəsi
word-proposed = təklif edilib
word-contested = etiraz edilib
word-identification-withdrawn = müəyyənləşdirmə geri götürülüb
word-agreed = razılaşdırılıb
word-handed-over = təhvil verilib
word-handed-over-in-part = qismən təhvil verilib

## Custody
custody-unbroken = qırılmayıb; indi { $keeper }
custody-gap = ötürmə { $number }: verən onu saxlayan deyil
custody-seal-broken = ötürmə { $number }: möhür qırılıb
custody-seal-differs = ötürmə { $number }: tapılan möhür vurulan möhür deyil
custody-backwards = ötürmə { $number }: gəlməmişdən əvvəl ötürülüb

## What families ask
noun-family-request = ailənin müraciəti
nouns-family-request = ailələrin müraciətləri
word-question = sual
word-access-to-data = məlumatlara çıxış
word-correction = düzəliş
word-erasure = silinmə
word-second-laboratory = ikinci laboratoriya
word-being-worked-on = üzərində işlənilir

## Reviews
word-used-as-it-is = olduğu kimi istifadə edilir
word-samples-set-aside = nümunələr kənara qoyulub
word-stated-father-not-used = bildirilmiş ata nəzərə alınmır
word-stated-mother-not-used = bildirilmiş ana nəzərə alınmır
word-stated-parents-not-used = bildirilmiş valideynlər nəzərə alınmır
word-lines-left-out = sübut xətləri nəzərə alınmır
word-of-one-person = bir nəfərə aiddir
word-of-different-people = müxtəlif insanlara aiddir
word-sex = cins
word-age = yaş
word-stature = boy
word-hair = saç
word-eyes = gözlər
word-blood-group = qan qrupu
word-male-line = ata xətti
word-maternal-line = ana xətti
word-teeth = dişlər
word-place = yer
word-time = vaxt
word-no-dna-yet = hələ DNT yoxdur
word-not-enough = kifayət etmir
word-perhaps-enough = bəlkə kifayət edir
word-enough = kifayət edir
