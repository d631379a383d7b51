# What numbers mean. The words for a likelihood ratio are those of ENFSI's guideline for evaluative reporting (2015).

posterior = Հետփորձային հավանականություն
best-posterior = Ամենաբարձր հետփորձային հավանականությունը
probability = Հավանականություն
chance = Շանս
lr-in-words = LR-ը բառերով
less-than = { $number }-ից պակաս
more-than = { $number }-ից ավելի

support-excluded = բացառված է
support-none = ո՛չ թեր, ո՛չ դեմ
support-weak = թույլ փաստարկ
support-weak-against = թույլ հակափաստարկ
support-moderate = միջին փաստարկ
support-moderate-against = միջին հակափաստարկ
support-strong = միջինից ուժեղ մինչև ուժեղ փաստարկ
support-strong-against = ուժեղ հակափաստարկ
support-very-strong = շատ ուժեղ փաստարկ
support-very-strong-against = շատ ուժեղ հակափաստարկ
support-extremely-strong = չափազանց ուժեղ փաստարկ
support-extremely-strong-against = չափազանց ուժեղ հակափաստարկ

times-impossible = անհնար է
times-even = մոտավորապես նույնքան հավանական է
times-more = մոտ { $factor } անգամ ավելի հավանական է
times-less = մոտ { $factor } անգամ պակաս հավանական է
times-more-power = մոտ 10^{ $power } անգամ ավելի հավանական է
times-less-power = մոտ 10^{ $power } անգամ պակաս հավանական է

chance-someone-else = մոտ { $count } դեպքից մեկում դա ուրիշն է
chance-someone-else-least = { $count } դեպքից մեկից էլ պակաս հավանական է, որ դա ուրիշն է
chance-this-person = մոտ { $count } դեպքից մեկում դա այս անձն է
chance-this-person-power = մոտ 10^{ $power } դեպքից մեկում դա այս անձն է
chance-none = թվերի համաձայն՝ այս անձը չէ

lr-excluded = բացառված
plot-lr = Ճշմարտանմանության հարաբերությունը տասի աստիճանների սանդղակով՝ { $times }; { $support }
plot-posterior = Հետփորձային հավանականություն՝ { $parts }
plot-loci = log10 LR ըստ լոկուսների. ստորև բերված աղյուսակում նույն թվերն են
part-this-person = Այս անձը
part-others = Գրանցված այլ անհետ կորածներ
part-nobody = Գրանցվածներից ոչ ոք կամ { $least }-ից ցածր
