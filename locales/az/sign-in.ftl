# Signing in, accounts, invitations.

sign-in = Daxil ol
kintrace-lead = İtkin düşənlər kimdir, bu nə dərəcədə əmindir və niyə.
account-name = Hesabın adı
password = Parol
sign-in-too-often = Həddindən artıq cəhd. Bir dəqiqə gözləyin, sonra yenidən cəhd edin.
sign-in-wrong = Hesabın adı və parol uyğun gəlmir. Hər ikisini yoxlayın; böyük hərflər fərqlidir.
accounts-are-made-by = İşçilərin hesablarını büronun iki işçisi birlikdə yaradır.
families-join-here = Kimisə axtarırsınız? Hesab açın

## Second factor
second-factor = İkinci təsdiq
second-factor-lead = Paroldan əlavə, giriş açarı və ya telefonunuzdakı proqramdan kod. Parolunuzu öyrənən yalnız onunla daxil ola bilməz.
code-of-app = Proqramınızın indi göstərdiyi kod
code-wrong = Bu, indiki kod deyil. Kod yarım dəqiqə və bir dəfə etibarlıdır.
lost-second-factor = Proqram artıq sizdə deyilsə, büronuzun iki işçisi hesabı sizə qaytara bilər.
codes-add = Proqram əlavə et
codes-scan = Bunu təsdiq proqramınızla çəkin.
codes-or-type = Və ya ora yazın:
codes-first = Göstərdiyi ilk kod
codes-turn-on = Qoş
codes-turn-off = Söndür
codes-since = Qoşulub: { $moment }.
codes-added = İkinci təsdiq qoşuldu. Bundan sonra daxil olmaq üçün proqram lazımdır.

## The own account
account = Hesabınız
where-signed-in = Harada daxil olmusunuz
last-used = son istifadə: { $moment }
this-device = bu
end-session = Oradan çıx
end-all-others = Qalan hər yerdən çıx
change-password = Parolu dəyiş
password-now = İndiki parolunuz
password-new = Yeni parol
password-wrong = Parol başqa idi. Heç nə dəyişdirilmədi.
password-changed = Parol dəyişdirildi. Qalan hər yerdən çıxarıldınız.

## Opening an account
join = Hesab aç
join-lead = Hesabla itkin düşmüş bir şəxs haqqında müraciət edə və nə edildiyini görə bilərsiniz. Bu, pulsuzdur.
join-invited-lead = Büro sizi dəvət edib. Bu keçiddən əlavə sizə kod da deyib; hər ikisi lazımdır.
code-you-were-told = Sizə deyilən kod
name-for-signing-in = Daxil olmaq üçün ad
name-for-signing-in-hint = Hərflər, rəqəmlər, nöqtə və tire. Əsl adınız olmaya bilər.
password-hint = Ən azı on iki işarə. Yalnız sizin birlikdə işlədəcəyiniz üç-dörd söz yaxşıdır.
password-short = Ən azı { $least } işarə lazımdır.
which-office = Bununla hansı büro məşğul olsun?
the-registry = qeydiyyatı aparan qurum
open-account = Hesabı aç
have-account = Artıq hesabım var
link-and-code-wrong = Keçid və kod uyğun gəlmir və ya artıq etibarlı deyil. Heç nə itməyib: bürodan yenilərini istəyin.
name-taken = Bu adla artıq başqası daxil olur. Başqasını seçin.
name-not-possible = Bu adda hərflər, rəqəmlər, nöqtə və tire ola bilər, boşluq yox.

## Invitations, and accounts given back
invitation = Dəvət
invite-a-relative = Qohumu dəvət et
invite-lead = Keçid və kod alacaqsınız. Onları qohuma iki müxtəlif yolla verin: keçidi kağızda və ya mesajla, kodu telefonla və ya şəxsən.
which-relative = Hansı qohum
relative-not-in-family = şəcərədə olmayan bir şəxs
make-invitation = Dəvət hazırla
shown-once = Keçid və kod bir dəfə göstərilir. Bu səhifəni çap edin və ya indi yazın.
the-link = Keçid
the-link-lead = Şəklini çəkmək və ya yazmaq üçün.
the-code = Kod
the-code-lead = Keçiddən başqa yolla deyilməlidir.
good-for-two-weeks = İki həftə və bir dəfə etibarlıdır.
good-for-three-days = Üç gün və bir dəfə etibarlıdır. Onunla yeni parol seçilir; ikinci təsdiq götürülür.
accounts = Hesablar
role = Rol
recovery = Hesabın qaytarılması
recovery-lead = Parolunu və ya telefonunu itirən şəxs hesabını iki işçi birlikdə istədikdə geri alır: biri istəyir, digəri təsdiqləyir və həmin şəxs üçün keçid və kod alır.
recovery-ask = İstə
recovery-ask-for = İstə: { $account } hesabı qaytarılsın
recovery-asked-by = istəyən: { $account }
recovery-confirm = Təsdiqlə
diary-second-factor-added = İkinci təsdiq qoşulub
diary-second-factor-removed = İkinci təsdiq söndürülüb
diary-relative-invited = { $missing } işinə qohum dəvət edilib
diary-recovery-asked = { $account } hesabının qaytarılması istənilib
diary-recovery-confirmed = { $account } hesabının qaytarılması təsdiqlənib
diary-recovered = { $account } hesabı qaytarılıb

## A form that was sent without a session
resume = Formanız hələ buradadır
resume-lead = Göndərilməmişdən əvvəl sessiyanız bitmişdi. Heç nə itməyib: baxın və bir daha göndərin.
resume-send = Göndər
