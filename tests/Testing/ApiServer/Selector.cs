using System.Text.Json.Nodes;

namespace BackupConsole.Testing.ApiServer;

/// <summary>Label and field selectors of one list or watch.</summary>
internal sealed class Selector
{
    private readonly List<Func<JsonObject, bool>> terms = [];

    public Selector(string? ns, string? labels, string? fields)
    {
        if (ns is not null)
        {
            terms.Add(value => Objects.Namespace(value) == ns);
        }

        foreach (string term in Split(labels))
        {
            terms.Add(Label(term));
        }

        foreach (string term in Split(fields))
        {
            terms.Add(Field(term));
        }
    }

    public bool Matches(JsonObject value) => terms.TrueForAll(term => term(value));

    private static Func<JsonObject, bool> Label(string term)
    {
        if (term.IndexOf(" in (", StringComparison.Ordinal) is int set and > 0)
        {
            bool not = term[..set].EndsWith(" not", StringComparison.Ordinal);
            string key = not ? term[..(set - 4)].Trim() : term[..set].Trim();
            string[] values = term[(set + 5)..].TrimEnd(')').Split(',', StringSplitOptions.TrimEntries);
            return value => values.Contains(LabelOf(value, key)) != not;
        }

        if (term.Contains(" notin (", StringComparison.Ordinal))
        {
            return Label(term.Replace(" notin (", " not in (", StringComparison.Ordinal));
        }

        if (!term.Contains('=', StringComparison.Ordinal))
        {
            return term.StartsWith('!') ? value => LabelOf(value, term[1..].Trim()) is null : value => LabelOf(value, term) is not null;
        }

        (string name, string wanted, bool equal) = Comparison(term);
        return value => LabelOf(value, name) == wanted == equal;
    }

    private static Func<JsonObject, bool> Field(string term)
    {
        (string path, string wanted, bool equal) = Comparison(term);
        return path switch
        {
            "metadata.name" => value => Objects.Name(value) == wanted == equal,
            "metadata.namespace" => value => Objects.Namespace(value) == wanted == equal,
            _ => throw FakeStatusException.BadRequest($"Unable to find field label: field label not supported: {path}"),
        };
    }

    private static string? LabelOf(JsonObject value, string key) => value["metadata"]?["labels"]?[key]?.GetValue<string>();

    private static (string Key, string Value, bool Equal) Comparison(string term)
    {
        int at = term.IndexOf('=', StringComparison.Ordinal);
        if (at < 1)
        {
            throw FakeStatusException.BadRequest($"unable to parse requirement: {term}");
        }

        return (term[..at].TrimEnd('!').Trim(), term[at..].TrimStart('=').Trim(), term[at - 1] != '!');
    }

    /// <summary>Splits at commas outside parentheses.</summary>
    private static IEnumerable<string> Split(string? selector)
    {
        int depth = 0;
        int start = 0;
        for (int i = 0; i <= (selector?.Length ?? -1); i++)
        {
            char c = i == selector!.Length ? ',' : selector[i];
            depth += c == '(' ? 1 : c == ')' ? -1 : 0;
            if (c == ',' && depth == 0)
            {
                if (i > start)
                {
                    yield return selector[start..i].Trim();
                }

                start = i + 1;
            }
        }
    }
}
