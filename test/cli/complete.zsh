# Prints command lines as zsh completes them: complete.zsh <script of the completion> <line>...
# A zsh on a terminal of its own is typed to, as its completion works nowhere else.
zmodload zsh/zpty
zpty -b planner zsh -f -i
enter() { zpty -w planner "$1" }
enter 'PROMPT= RPROMPT=; unsetopt prompt_cr prompt_sp; autoload -Uz compinit && compinit -u -D'
enter "source ${(q)1}; cd ${(q)PWD}"
enter 'show() { zle complete-word; print -r -- "<<$BUFFER>>"; BUFFER= }; zle -N show'
enter 'bindkey "^T" show; unsetopt auto_menu auto_list list_beep; print -r -- "<<"ready">>"'
zpty -r -m planner out '*<<ready>>*'
shift
for line; do
  zpty -w -n planner "$line"$'\x14'
  zpty -r -m planner out '*<<*>>*'
  print -r -- ${${out##*<<}%%>>*}
done
zpty -d planner
