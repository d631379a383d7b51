# When something goes wrong: what happened, that nothing was lost, what to do.

error-not-found = Այստեղ ոչինչ չկա
error-not-found-text = Հնարավոր է՝ հասցեն սխալ է գրված, կամ այն, ինչ նա նշում էր, այլևս այստեղ չէ։
error-foreign-form = Այս ձևն այլևս վավեր չէ
error-foreign-form-text = Հնարավոր է՝ այն բացելուց հետո նորից եք մուտք գործել։ Հետ գնացեք, թարմացրեք էջը և ուղարկեք ևս մեկ անգամ։ Ոչինչ չի փոխվել։
error-unreadable = Ուղարկվածը հնարավոր չէ կարդալ
error-unreadable-text = Հետ գնացեք, նայեք ձևին և ուղարկեք ևս մեկ անգամ։ Ոչինչ չի փոխվել։
error-broken = Մեր կողմում խնդիր առաջացավ
error-broken-text = Ոչինչ չի փոխվել։ Կրկին փորձեք. եթե նորից պատահի, ասեք ադմինիստրատորին, թե ինչ եք արել։
