autocmd BufNewFile,BufRead *.gongwen,*.gw setfiletype gongwen
