# How the work goes: plots with their tables.

progress = Աշխատանքի ընթացքը
progress-cases = Որքան են առաջ գնացել գործերը
progress-cases-text = Յուրաքանչյուր ժամանակահատվածի վերջում՝ քանի հոգու մասին էր հաղորդվել, քանիսի ինքնությունն էր հաստատվել, քանի ընտանիքի էր անձամբ ասվել և քանիսն էին տուն վերադարձել։
progress-requests = Տեղեկատվության հարցումներ՝ պատասխանված և անպատասխան
progress-requests-text = Ում է հարցվել, և քանի հարցման է պատասխանվել։ «Ոչինչ հայտնի չէ» և մերժումը նույնպես պատասխան են։
progress-answered = Պատասխանված
progress-in-part = Մասամբ պատասխանված
progress-waiting = Սպասվում է, ժամկետը կա
progress-late = Ժամանակին չպատասխանված
progress-others = Բոլոր մյուսները
progress-posteriors-text = Աճյունների և անհետ կորած անձի քանի զույգ ինչ հավանականություն ունի։ { $from }-ից սկսած կարելի է առաջարկել ինքնության հաստատում։
progress-as-table = Որպես աղյուսակ
progress-counted = Հաշվված է՝
posterior-from = { $from } և ավելի
