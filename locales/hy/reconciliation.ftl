# Both sides of a hypothesis, and what people do about an identification.

## Both sides of a hypothesis
before-death = մահից առաջ
what-it-says = Ինչ է ցույց տալիս
speaks-for = համապատասխանում է
speaks-against = չի համապատասխանում
speaks-neither = ոչինչ չի ասում
tooth-same = նույնն է
tooth-explained = կարող էր այդպես փոխվել
tooth-impossible = չէր կարող այդպես փոխվել
nothing-known = Ոչինչ հայտնի չէ։

## An identification's way
identifications-of-remains = Ինչ է առաջարկվել և ստորագրվել
proposing-means = Երկու կողմերը զննելուց հետո առաջարկեք։ Որպեսզի ինքնությունը համարվի հաստատված, պետք է ստորագրեն ևս երկու հոգի։
propose-identification = Առաջարկել որպես ինքնության հաստատում
proposed-finding = ԴՆԹ-ի արդյունքը { $times } ավելի հավանական է, եթե աճյունները այս անձինն են, քան եթե օտարինն են. { $support }։
signatures-of-two = 2-ից ստորագրել է { $count }։
remark-as-what = Որպես ինչ, կամ նշում
sign-it = Ստորագրել
signing-means = Ստորագրելով հաստատում եք, որ ինքներդ զննել եք երկու կողմերը, և դա նույն անձն է։
told-on = Երբ է ասվել
told-how = Ում է ասվել և ինչպես
family-was-told = Ընտանիքին ասվել է անձամբ
telling-means = Այսուհետ արդյունքը երևում է ընտանիքի սեփական էջերում։
withdraw-it = Հետ վերցնել

## A person's time line, remains at a glance
time-line = Ժամանակագրություն
inventory = Զննված ոսկորներ
bones-at-a-glance = կմախքի { $percent } %-ը, առնվազն { $people } հոգի
