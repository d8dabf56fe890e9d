package org.evalgap.cli.command;

import java.util.concurrent.Callable;
import org.evalgap.cli.output.Output;
import org.jspecify.annotations.Nullable;
import picocli.AutoComplete;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;

/** {@code evalgap completion}: lets the shell complete commands and options. */
@Command(
        name = CompletionCommand.NAME,
        description = "Print a script that lets bash or zsh complete evalgap's commands and options.",
        mixinStandardHelpOptions = true,
        footer = {"", "Example: source <(evalgap completion)"})
final class CompletionCommand implements Callable<Integer> {
    static final String NAME = "completion";

    /** Where a value is to follow, no blank does; and where a plan is wanted, other files than YAML and JSON are left out. */
    private static final String MORE = """

            _complete_evalgap_more() {
              _complete_evalgap
              local word kept=()
              if [[ ${#COMPREPLY[@]} -eq 1 && ${COMPREPLY[0]} == *= ]]; then
                compopt -o nospace 2>/dev/null
              fi
              case "${COMP_WORDS[1]} ${COMP_WORDS[COMP_CWORD-1]}" in
                "sweep sweep"|"sensitivity sensitivity"|"protocols protocols"|*" --plan")
                  for word in $(compgen -f -- "${COMP_WORDS[COMP_CWORD]}"); do
                    if [[ -d $word ]]; then
                      kept+=("$word/"); compopt -o nospace 2>/dev/null
                    elif [[ $word == *.yaml || $word == *.yml || $word == *.json ]]; then
                      kept+=("$word")
                    fi
                  done
                  [[ ${COMP_WORDS[COMP_CWORD]} == -* ]] || COMPREPLY=("${kept[@]}");;
              esac
            }
            complete -F _complete_evalgap_more evalgap
            """;

    @Spec
    private @Nullable CommandSpec spec;

    @Override
    public Integer call() {
        if (spec != null) {
            Output.print(spec, AutoComplete.bash("evalgap", spec.root().commandLine()) + "\n" + MORE);
        }
        return 0;
    }
}
