# Words of closed lists: kinds of things, roles, states. Small letters, as in the middle of a sentence.

## Kinds of things
noun-missing-person = missing person
nouns-missing-person = missing persons
noun-person = member of a family
nouns-person = members of families
noun-remains = remains
nouns-remains = remains
noun-sample = sample
nouns-sample = samples
noun-profile = profile
nouns-profile = profiles
noun-locus = locus of the frequency table
nouns-locus = loci of the frequency table
noun-list = list
nouns-list = lists
noun-party = party
nouns-party = parties
noun-office = office
nouns-office = offices
noun-family = family
nouns-family = families
noun-case = case
nouns-case = cases
noun-ante-mortem-data = ante-mortem data
nouns-ante-mortem-data = ante-mortem data
noun-report = report
nouns-report = reports
noun-consent = consent
nouns-consent = consents
noun-witness = witness
nouns-witness = witnesses
noun-statement = statement
nouns-statement = statements
noun-claim = claim
nouns-claim = claims
noun-incident = incident
nouns-incident = incidents
noun-place = place
nouns-place = places
noun-site = site
nouns-site = sites
noun-exhumation = exhumation
nouns-exhumation = exhumations
noun-examination = examination
nouns-examination = examinations
noun-custody = custody chain
nouns-custody = custody chains
noun-evidence = evidence
nouns-evidence = evidence
noun-information-request = request for information
nouns-information-request = requests for information
noun-allegation = allegation
nouns-allegation = allegations
noun-proceeding = proceeding
nouns-proceeding = proceedings
noun-identification = identification
nouns-identification = identifications
noun-handover = handover
nouns-handover = handovers
noun-elimination-profile = elimination profile
nouns-elimination-profile = elimination profiles
noun-review = review
nouns-review = reviews

## Roles of accounts
word-family-member = family member
word-registrar = registrar
word-interviewer = interviewer
word-field-team = field team
word-laboratory = laboratory
word-analyst = analyst
word-supervisor = supervisor
word-investigator = investigator
word-liaison = liaison
word-witness-operator = witness operator
word-administrator = administrator

## Where a case is
word-reported = reported
word-registered = registered
word-dna-collected = DNA collected
word-hypothesis = hypothesis
word-under-review = under review
word-identified = identified
word-family-informed = family informed
word-remains-handed-over = remains handed over
word-closed = closed
word-found-alive = found alive
word-fate-known-remains-not-recovered = fate known, remains not recovered
word-merged-into-another-case = merged into another case
word-withdrawn = withdrawn
word-reopened = reopened

## Consent
word-search = search
word-match = match
word-share = share
word-court = court
word-research = research
word-given = given
word-narrowed = narrowed

## Parties
word-authority = authority
word-humanitarian-body = humanitarian body
word-archive = archive
word-family-association = family association
word-other = other

## What a relative may be told
word-progress = progress
word-result = result
word-circumstances = circumstances
word-relations-in-the-family = relations in the family

## Names
word-birth = birth
word-used = used
word-alias = alias
word-patronymic = patronymic
word-of-another-side-s-list = of another side’s list

## Sources, and how they are protected
word-open = open
word-confidential = confidential
word-protected = protected
word-photograph = photograph
word-video = video
word-recording = recording
word-document = document
word-drawing = drawing
word-web-capture = web capture
word-preferred = preferred

## What happened
word-attack = attack
word-capture = capture
word-detention = detention
word-transfer = transfer
word-death = death
word-burial = burial
word-exchange = exchange
word-displacement = displacement
word-affected = affected
word-present = present
word-witness = witness
word-helper = helper

## Places and sites
word-settlement = settlement
word-district = district
word-landscape = landscape
word-road = road
word-building = building
word-water = water
word-suspected-grave = suspected grave
word-grave = grave
word-mass-grave = mass grave
word-cemetery = cemetery
word-detention-place = detention place
word-mortuary = mortuary
word-surface = surface
word-surveyed = surveyed
word-confirmed = confirmed
word-being-exhumed = being exhumed
word-exhumed = exhumed
word-nothing-found = nothing found
word-inaccessible = inaccessible
word-mines = mines
word-unexploded-ordnance = unexploded ordnance
word-collapse = collapse

## Bones and teeth
word-none = none
word-left = left
word-right = right
word-cranium = cranium
word-mandible = mandible
word-hyoid = hyoid
word-clavicle = clavicle
word-scapula = scapula
word-humerus = humerus
word-radius = radius
word-ulna = ulna
word-carpal = carpal
word-metacarpal = metacarpal
word-hand-phalanx = hand phalanx
word-sternum = sternum
word-rib = rib
word-cervical-vertebra = cervical vertebra
word-thoracic-vertebra = thoracic vertebra
word-lumbar-vertebra = lumbar vertebra
word-sacrum = sacrum
word-coccyx = coccyx
word-os-coxae = os coxae
word-femur = femur
word-patella = patella
word-tibia = tibia
word-fibula = fibula
word-talus = talus
word-calcaneus = calcaneus
word-tarsal = tarsal
word-metatarsal = metatarsal
word-foot-phalanx = foot phalanx
word-unknown = unknown
word-sound = sound
word-carious = carious
word-filled = filled
word-root-filled = root filled
word-crown = crown
word-bridge = bridge
word-implant = implant
word-lost-in-life = lost in life
word-lost-after-death = lost after death
word-unerupted = unerupted

## Elimination profiles
word-staff = staff
word-manufacturer = manufacturer
word-recurring = recurring
word-negative-control = negative control

## Requests for information
word-none-cited = none cited
word-gc-i-16-17 = Geneva Convention I, articles 16 and 17
word-gc-ii-19-20 = Geneva Convention II, articles 19 and 20
word-gc-iii-120-123 = Geneva Convention III, articles 120 to 123
word-gc-iv-136-141 = Geneva Convention IV, articles 136 to 141
word-ap-i-32 = Additional Protocol I, article 32
word-ap-i-33 = Additional Protocol I, article 33
word-ap-i-34 = Additional Protocol I, article 34
word-customary-rule-116 = customary international humanitarian law, rule 116
word-customary-rule-117 = customary international humanitarian law, rule 117
word-national-law = national law
word-draft = draft
word-waiting = waiting
word-interim = interim
word-answered = answered
word-answered-in-part = answered in part
word-nothing-known = nothing known
word-refused = refused

## Allegations and proceedings
word-alleged-presumed-innocent = alleged; presumed innocent
word-murder-8-2-c-i = murder, Rome Statute 8(2)(c)(i)
word-wilful-killing-8-2-a-i = wilful killing, Rome Statute 8(2)(a)(i)
word-torture-or-inhuman-treatment-8-2-a-ii = torture or inhuman treatment, Rome Statute 8(2)(a)(ii)
word-unlawful-confinement-8-2-a-vii = unlawful confinement, Rome Statute 8(2)(a)(vii)
word-taking-of-hostages-8-2-a-viii = taking of hostages, Rome Statute 8(2)(a)(viii)
word-attacking-civilians-8-2-b-i = attacking civilians, Rome Statute 8(2)(b)(i)
word-outrages-upon-personal-dignity-8-2-b-xxi = outrages upon personal dignity, Rome Statute 8(2)(b)(xxi)
word-enforced-disappearance-7-1-i = enforced disappearance, Rome Statute 7(1)(i)
word-requested = requested
word-investigation = investigation
word-charged = charged
word-trial = trial
word-judged = judged
word-appeal = appeal
word-final-judgment = final judgment
word-discontinued = discontinued
word-acquitted = acquitted
word-convicted = convicted
word-convicted-in-part = convicted in part

## Identification and handover
word-dna = DNA
word-lineage-dna = lineage DNA
word-biological-profile = biological profile
word-dental = dental
word-medical = medical
word-marks = marks
word-effects = effects
word-fingerprint = fingerprint
word-serial-number = serial number
word-proposed = proposed
word-contested = contested
word-identification-withdrawn = identification withdrawn
word-agreed = agreed
word-handed-over = handed over
word-handed-over-in-part = handed over in part

## Custody
custody-unbroken = unbroken, with { $keeper }
custody-gap = transfer { $number }: whoever gave it is not who had it
custody-seal-broken = transfer { $number }: the seal was broken
custody-seal-differs = transfer { $number }: another seal was found than was put on
custody-backwards = transfer { $number }: it was passed on before it came

## What families ask
noun-family-request = family request
nouns-family-request = family requests
word-question = question
word-access-to-data = access to data
word-correction = correction
word-erasure = erasure
word-second-laboratory = second laboratory
word-being-worked-on = being worked on

## Reviews
word-used-as-it-is = used as it is
word-samples-set-aside = samples set aside
word-stated-father-not-used = stated father not used
word-stated-mother-not-used = stated mother not used
word-stated-parents-not-used = stated parents not used
word-lines-left-out = lines of evidence left out
word-of-one-person = of one person
word-of-different-people = of different people
word-sex = sex
word-age = age
word-stature = stature
word-hair = hair
word-eyes = eyes
word-blood-group = blood group
word-male-line = male line
word-maternal-line = maternal line
word-teeth = teeth
word-place = place
word-time = time
word-no-dna-yet = no DNA yet
word-not-enough = not enough
word-perhaps-enough = perhaps enough
word-enough = enough
