using System.Collections.Immutable;
using System.Globalization;
using BackupConsole.Sandbox.ApiServer.Schemas;

namespace BackupConsole.Sandbox.ApiServer.Storage;

/// <summary>A <c>labelSelector</c> as clients write it.</summary>
internal sealed class LabelMatcher
{
    private const string Operators = "in, notin, =, ==, !=, gt, lt";
    private readonly ImmutableArray<Func<IReadOnlyDictionary<string, string>, bool>> terms;

    private LabelMatcher(ImmutableArray<Func<IReadOnlyDictionary<string, string>, bool>> terms)
    {
        this.terms = terms;
    }

    /// <summary>Whether everything fits.</summary>
    public bool IsEverything => terms.IsEmpty;

    /// <summary>Reads a selector; an empty one fits everything.</summary>
    /// <exception cref="WriteRefusedException">400 with the server's words.</exception>
    public static LabelMatcher Parse(string? text)
    {
        List<string> tokens = Tokens(text ?? "");
        ImmutableArray<Func<IReadOnlyDictionary<string, string>, bool>>.Builder terms = ImmutableArray.CreateBuilder<Func<IReadOnlyDictionary<string, string>, bool>>();
        int at = 0;
        while (at < tokens.Count)
        {
            terms.Add(Term(tokens, ref at));
            if (at == tokens.Count)
            {
                break;
            }

            if (tokens[at] != ",")
            {
                throw Fault($"found '{tokens[at]}', expected: ',' or 'end of string'");
            }

            at++;
            if (at == tokens.Count)
            {
                throw Fault("found '', expected: identifier after ','");
            }
        }

        return new(terms.ToImmutable());
    }

    /// <summary>Whether labels fit.</summary>
    public bool Matches(IReadOnlyDictionary<string, string> labels)
    {
        foreach (Func<IReadOnlyDictionary<string, string>, bool> term in terms)
        {
            if (!term(labels))
            {
                return false;
            }
        }

        return true;
    }

    private static Func<IReadOnlyDictionary<string, string>, bool> Term(List<string> tokens, ref int at)
    {
        bool negated = tokens[at] == "!";
        if (negated)
        {
            at++;
        }

        string key = at < tokens.Count ? tokens[at++] : "";
        if (key.Length == 0 || IsSymbol(key))
        {
            throw Fault($"found '{key}', expected: !, identifier, or 'end of string'");
        }

        if (NameRules.QualifiedName(key).FirstOrDefault() is { } complaint)
        {
            throw Fault($"key: Invalid value: {GoText.Quote(key)}: {complaint}");
        }

        if (negated)
        {
            return labels => !labels.ContainsKey(key);
        }

        if (at == tokens.Count || tokens[at] == ",")
        {
            return labels => labels.ContainsKey(key);
        }

        switch (tokens[at++])
        {
            case "=" or "==":
                string equal = Value(tokens, ref at);
                return labels => labels.TryGetValue(key, out string? value) && value == equal;
            case "!=":
                string other = Value(tokens, ref at);
                return labels => !labels.TryGetValue(key, out string? value) || value != other;
            case "in":
                HashSet<string> choices = Values(tokens, ref at);
                return labels => labels.TryGetValue(key, out string? value) && choices.Contains(value);
            case "notin":
                HashSet<string> excluded = Values(tokens, ref at);
                return labels => !labels.TryGetValue(key, out string? value) || !excluded.Contains(value);
            case ">":
                long least = Number(Value(tokens, ref at));
                return labels => labels.TryGetValue(key, out string? value) && long.TryParse(value, CultureInfo.InvariantCulture, out long number) && number > least;
            case "<":
                long most = Number(Value(tokens, ref at));
                return labels => labels.TryGetValue(key, out string? value) && long.TryParse(value, CultureInfo.InvariantCulture, out long number) && number < most;
            default:
                throw Fault($"found '{tokens[at - 1]}', expected: {Operators}");
        }
    }

    private static string Value(List<string> tokens, ref int at)
    {
        string value = at < tokens.Count && tokens[at] != "," ? tokens[at++] : "";
        if (NameRules.LabelValue(value).FirstOrDefault() is { } complaint)
        {
            throw Fault($"values[0]: Invalid value: {GoText.Quote(value)}: {complaint}");
        }

        return value;
    }

    private static HashSet<string> Values(List<string> tokens, ref int at)
    {
        if (at == tokens.Count || tokens[at] != "(")
        {
            throw Fault($"found '{(at < tokens.Count ? tokens[at] : "")}' expected: '('");
        }

        at++;
        HashSet<string> values = new(StringComparer.Ordinal);
        bool empty = true;
        while (at < tokens.Count && tokens[at] != ")")
        {
            if (tokens[at] == ",")
            {
                if (empty)
                {
                    values.Add("");
                }

                empty = true;
            }
            else
            {
                values.Add(tokens[at]);
                empty = false;
            }

            at++;
        }

        if (at == tokens.Count)
        {
            throw Fault("found '', expected: ',' or ')'");
        }

        if (empty)
        {
            values.Add("");
        }

        at++;
        return values;
    }

    private static long Number(string text) => long.TryParse(text, CultureInfo.InvariantCulture, out long number)
        ? number
        : throw Fault($"values[0]: Invalid value: {GoText.Quote(text)}: for 'Gt', 'Lt' operators, the value must be an integer");

    private static List<string> Tokens(string text)
    {
        List<string> tokens = [];
        int at = 0;
        while (at < text.Length)
        {
            char c = text[at];
            if (char.IsWhiteSpace(c))
            {
                at++;
            }
            else if (IsSpecial(c))
            {
                int length = at + 1 < text.Length && text[at..(at + 2)] is "==" or "!=" ? 2 : 1;
                tokens.Add(text.Substring(at, length));
                at += length;
            }
            else
            {
                int start = at;
                while (at < text.Length && !char.IsWhiteSpace(text[at]) && !IsSpecial(text[at]))
                {
                    at++;
                }

                tokens.Add(text[start..at]);
            }
        }

        return tokens;
    }

    private static bool IsSpecial(char c) => c is '=' or '!' or '(' or ')' or ',' or '>' or '<';

    private static bool IsSymbol(string token) => IsSpecial(token[0]);

    private static WriteRefusedException Fault(string why) => WriteRefusedException.BadRequest($"unable to parse requirement: {why}");
}
