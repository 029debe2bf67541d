using System.Globalization;
using System.Text.RegularExpressions;

namespace BackupConsole.Sandbox.ApiServer.Schemas;

/// <summary>How an object of a kind may be called.</summary>
internal enum NameForm
{
    /// <summary>RFC 1123 subdomain, 253 characters: most kinds, every custom one.</summary>
    Subdomain,

    /// <summary>RFC 1123 label, 63 characters: Namespace.</summary>
    Label,

    /// <summary>RFC 1035 label, 63 characters: Service.</summary>
    ServiceLabel,

    /// <summary>Anything that fits into a URL path: the RBAC kinds.</summary>
    PathSegment,
}

/// <summary>Syntax of names, label keys and label values, in the server's words. Every method returns the complaints; none means valid.</summary>
internal static partial class NameRules
{
    private const string SubdomainForm = @"[a-z0-9]([-a-z0-9]*[a-z0-9])?(\.[a-z0-9]([-a-z0-9]*[a-z0-9])?)*";
    private const string LabelForm = "[a-z0-9]([-a-z0-9]*[a-z0-9])?";
    private const string ServiceForm = "[a-z]([-a-z0-9]*[a-z0-9])?";
    private const string QualifiedForm = "([A-Za-z0-9][-A-Za-z0-9_.]*)?[A-Za-z0-9]";
    private const string ValueForm = "(([A-Za-z0-9][-A-Za-z0-9_.]*)?[A-Za-z0-9])?";

    private static readonly string QualifiedWords =
        Form("must consist of alphanumeric characters, '-', '_' or '.', and must start and end with an alphanumeric character", QualifiedForm, "MyName", "my.name", "123-abc");

    /// <summary>Complaints about an object's name.</summary>
    public static IEnumerable<string> Name(NameForm form, string name) => form switch
    {
        NameForm.Label => Label(name),
        NameForm.ServiceLabel => Dns1035Label(name),
        NameForm.PathSegment => PathSegment(name),
        _ => Subdomain(name),
    };

    /// <summary>Complaints about a <c>generateName</c>; a trailing dash is fine, as more follows.</summary>
    public static IEnumerable<string> Prefix(NameForm form, string prefix) =>
        Name(form, form != NameForm.PathSegment && prefix.Length > 1 && prefix.EndsWith('-') ? $"{prefix[..^2]}a" : prefix);

    /// <summary>RFC 1123 subdomain.</summary>
    public static IEnumerable<string> Subdomain(string text) => Limited(text, 253, SubdomainExpression(),
        Form("a lowercase RFC 1123 subdomain must consist of lower case alphanumeric characters, '-' or '.', and must start and end with an alphanumeric character", SubdomainForm, "example.com"));

    /// <summary>RFC 1123 label.</summary>
    public static IEnumerable<string> Label(string text) => Limited(text, 63, LabelExpression(),
        Form("a lowercase RFC 1123 label must consist of lower case alphanumeric characters or '-', and must start and end with an alphanumeric character", LabelForm, "my-name", "123-abc"));

    /// <summary>RFC 1035 label.</summary>
    public static IEnumerable<string> Dns1035Label(string text) => Limited(text, 63, ServiceExpression(),
        Form("a DNS-1035 label must consist of lower case alphanumeric characters or '-', start with an alphabetic character, and end with an alphanumeric character", ServiceForm, "my-name", "abc-123"));

    /// <summary>Label and annotation keys, finalizers: an optional subdomain and a slash, then a name of 63 characters.</summary>
    public static IEnumerable<string> QualifiedName(string text)
    {
        string[] parts = text.Split('/');
        if (parts.Length > 2)
        {
            yield return $"a qualified name {QualifiedWords} with an optional DNS subdomain prefix and '/' (e.g. 'example.com/MyName')";
            yield break;
        }

        if (parts.Length == 2)
        {
            foreach (string complaint in parts[0].Length == 0 ? ["must be non-empty"] : Subdomain(parts[0]))
            {
                yield return $"prefix part {complaint}";
            }
        }

        string name = parts[^1];
        if (name.Length == 0)
        {
            yield return "name part must be non-empty";
        }
        else if (name.Length > 63)
        {
            yield return "name part must be no more than 63 characters";
        }

        if (!QualifiedExpression().IsMatch(name))
        {
            yield return $"name part {QualifiedWords}";
        }
    }

    /// <summary>Label values: empty, or 63 characters.</summary>
    public static IEnumerable<string> LabelValue(string text) => Limited(text, 63, ValueExpression(),
        Form("a valid label must be an empty string or consist of alphanumeric characters, '-', '_' or '.', and must start and end with an alphanumeric character", ValueForm, "MyValue", "my_value", "12345"));

    private static IEnumerable<string> PathSegment(string name)
    {
        if (name is "." or "..")
        {
            yield return $"may not be '{name}'";
            yield break;
        }

        foreach (char illegal in "/%".Where(name.Contains))
        {
            yield return $"may not contain '{illegal}'";
        }
    }

    private static IEnumerable<string> Limited(string text, int limit, Regex form, string words)
    {
        if (text.Length > limit)
        {
            yield return string.Create(CultureInfo.InvariantCulture, $"must be no more than {limit} characters");
        }

        if (!form.IsMatch(text))
        {
            yield return words;
        }
    }

    private static string Form(string words, string form, params string[] examples) =>
        $"{words} (e.g. {string.Join(" or ", examples.Select(example => $"'{example}', "))}regex used for validation is '{form}')";

    [GeneratedRegex($@"\A{SubdomainForm}\z", RegexOptions.CultureInvariant)]
    private static partial Regex SubdomainExpression();

    [GeneratedRegex($@"\A{LabelForm}\z", RegexOptions.CultureInvariant)]
    private static partial Regex LabelExpression();

    [GeneratedRegex($@"\A{ServiceForm}\z", RegexOptions.CultureInvariant)]
    private static partial Regex ServiceExpression();

    [GeneratedRegex($@"\A({QualifiedForm})\z", RegexOptions.CultureInvariant)]
    private static partial Regex QualifiedExpression();

    [GeneratedRegex($@"\A({ValueForm})\z", RegexOptions.CultureInvariant)]
    private static partial Regex ValueExpression();
}
