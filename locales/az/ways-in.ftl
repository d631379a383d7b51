# Passkeys, institutions, obligatory second factors, new accounts.

## Passkeys
passkey-sign-in = Giriş açarı ilə daxil ol
passkey-second = Bu hesabın giriş açarını göstərin.
passkey-not-now = Giriş açarı göstərilmədi. Heç nə dəyişməyib; bir daha cəhd edin və ya parolla daxil olun.
passkey-wrong = Bu giriş açarı burada tanınmır və ya cavab gec gəldi. Bir daha cəhd edin.
passkey-add = Giriş açarı əlavə et
passkey-lead = Telefonunuz, kompüteriniz və ya açarlığınızdakı açar sizi barmaq izi, üz və ya PIN ilə daxil edir. Onda sizdən heç bir parol oğurlana bilməz.
passkey-name = Bu cihazı necə adlandırırsınız?
passkey-name-hint = Məsələn: telefonum. Götürmək istəyəndə onu burada görəcəksiniz.
passkey-make = Bu cihazdan istifadə et
passkey-since = Giriş açarı “{ $name }”, { $moment } tarixindən.
passkey-added = Giriş açarı əlavə edildi. Onunla adsız və parolsuz daxil ola bilərsiniz.
diary-passkey-added = Giriş açarı əlavə edildi

## Institutions
institution-sign-in = { $institution } hesabınızla daxil olun
institution-connect = { $institution } ilə birləşdir
institution-connect-lead = { $institution } kim olduğunuzu soruşacaq. Bundan sonra buraya oradakı hesabınızla daxil olacaqsınız.
institution-go = Davam et: { $institution }
institution-since = { $institution } ilə birləşdirilib, { $moment } tarixindən.
institution-silent = Qurum cavab vermir. Sonra bir daha cəhd edin və ya parolla daxil olun.
institution-again = Qurum sizi buraxmadı və ya çox uzun çəkdi. Yenidən başlayın.
institution-unknown = Qurum sizi tanıyır, amma buradakı heç bir hesab onunla birləşdirilməyib. Parolla daxil olun və “Hesabınız” bölməsində birləşdirin.
institution-other-account = Qurumdakı bu hesab artıq burada başqa hesabla birləşdirilib.
diary-institution-connected = Hesab { $institution } ilə birləşdirildi
signed-in-go-on = Daxil oldunuz: davam edin

## Obligation
second-factor-first = Davam etməzdən əvvəl ikinci təsdiq əlavə edin: giriş açarı və ya tətbiqin kodları. Bu reyestrdə olanlar bir paroldan daha dəyərlidir.
second-factor-last = Bu, hesabın yeganə ikinci təsdiqidir. Əvvəlcə başqasını əlavə edin.
factor-removed = Götürüldü.

## New accounts, and ended ones
account-new = Yeni hesab
account-new-lead = Siz təklif edirsiniz, başqa bir işçi təsdiqləyir və həmin şəxs üçün keçid və kod alır; o şəxs parolu özü seçir.
account-propose = Təklif et
account-end = Bağlama
account-end-now = Bağla
account-end-for = { $account } hesabını bağla
account-closed = heç kim daxil ola bilməz
recovery-confirm-for = Təsdiqlə: { $account } hesabı verilsin
diary-account-ended = { $account } hesabı bağlandı
