using System.Collections.Immutable;
using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;
using BackupConsole.Sandbox.ApiServer.Kinds.BuiltIn;
using BackupConsole.Sandbox.ApiServer.Kinds.Model;
using BackupConsole.Sandbox.ApiServer.Schemas;

namespace BackupConsole.Sandbox.ApiServer.Storage;

/// <summary>A <c>fieldSelector</c> as clients write it, for one kind.</summary>
internal sealed class FieldMatcher
{
    private const string NameField = "metadata.name";
    private const string NamespaceField = "metadata.namespace";
    private readonly ImmutableArray<Term> terms;

    private FieldMatcher(ImmutableArray<Term> terms)
    {
        this.terms = terms;
    }

    /// <summary>Whether everything fits.</summary>
    public bool IsEverything => terms.IsEmpty;

    /// <summary>The only name that fits; null when several may.</summary>
    public string? Name => terms.FirstOrDefault(term => term is { Field: NameField, Negated: false })?.Value;

    /// <summary>The only namespace that fits; null when several may.</summary>
    public string? Namespace => terms.FirstOrDefault(term => term is { Field: NamespaceField, Negated: false })?.Value;

    /// <summary>Reads a selector; an empty one fits everything.</summary>
    /// <exception cref="WriteRefusedException">400: it cannot be read, or names a field the kind cannot be selected by.</exception>
    public static FieldMatcher Parse(string? text, KindDefinition kind)
    {
        ImmutableArray<Term>.Builder terms = ImmutableArray.CreateBuilder<Term>();
        foreach (string part in Split(text ?? ""))
        {
            Term term = Read(part, text!);
            bool always = term.Field == NameField || (term.Field == NamespaceField && (kind.Resource.Namespaced || !kind.IsCustom));
            if (!always && !kind.SelectableFields.Contains(term.Field, StringComparer.Ordinal))
            {
                throw WriteRefusedException.BadRequest(kind.IsCustom || kind.SelectableFields.Count > 0
                    ? $"field label not supported: {term.Field}"
                    : $"{GoText.Quote(term.Field)} is not a known field selector: only \"metadata.name\", \"metadata.namespace\"");
            }

            terms.Add(kind.StoredAs is null ? term : term with { Field = EventForms.CoreField(term.Field) });
        }

        return new(terms.ToImmutable());
    }

    /// <summary>Whether an object fits.</summary>
    public bool Matches(StoredObject value)
    {
        foreach (Term term in terms)
        {
            if (string.Equals(ValueOf(value, term.Field), term.Value, StringComparison.Ordinal) == term.Negated)
            {
                return false;
            }
        }

        return true;
    }

    private static string ValueOf(StoredObject value, string field)
    {
        switch (field)
        {
            case NameField:
                return value.Key.Name;
            case NamespaceField:
                return value.Key.Namespace;
            case "source":
                return value.Value.Text("source", "component") is { Length: > 0 } component ? component : value.Value.TextOrEmpty("reportingComponent");
            case "status.successful":
                return Shown(value.Value.At("status", "succeeded"), "0");
            case "status.replicas":
                return Shown(value.Value.At("status", "replicas"), "0");
            case "spec.hostNetwork" or "spec.unschedulable":
                return Shown(value.Value.At(field.Split('.')), "false");
            default:
                return Shown(value.Value.At(field.Split('.')), "");
        }
    }

    private static string Shown(JsonNode? node, string absent) => node switch
    {
        null => absent,
        JsonValue text when text.GetValueKind() == JsonValueKind.String => text.GetValue<string>(),
        _ => node.ToJsonString(),
    };

    private static IEnumerable<string> Split(string text)
    {
        int start = 0;
        for (int i = 0; i <= text.Length; i++)
        {
            if (i < text.Length && text[i] == '\\')
            {
                i++;
            }
            else if (i >= text.Length || text[i] == ',')
            {
                int end = Math.Min(i, text.Length);
                if (end > start)
                {
                    yield return text[start..end];
                }

                start = i + 1;
            }
        }
    }

    private static Term Read(string part, string whole)
    {
        for (int i = 0; i < part.Length; i++)
        {
            if (part[i] == '\\')
            {
                i++;
                continue;
            }

            (int length, bool negated) = part.AsSpan(i) switch
            {
                ['!', '=', ..] => (2, true),
                ['=', '=', ..] => (2, false),
                ['=', ..] => (1, false),
                _ => (0, false),
            };
            if (length > 0)
            {
                return new(part[..i], Unescape(part[(i + length)..]), negated);
            }
        }

        throw WriteRefusedException.BadRequest($"invalid selector: '{whole}'; can't understand '{part}'");
    }

    private static string Unescape(string value)
    {
        StringBuilder text = new(value.Length);
        for (int i = 0; i < value.Length; i++)
        {
            if (value[i] == '\\')
            {
                i++;
                if (i == value.Length || value[i] is not ('\\' or ',' or '='))
                {
                    throw WriteRefusedException.BadRequest($"invalid field selector: invalid escape sequence in value: {value}");
                }
            }

            text.Append(value[i]);
        }

        return text.ToString();
    }

    private sealed record Term(string Field, string Value, bool Negated);
}
