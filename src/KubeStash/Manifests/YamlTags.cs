using System.Text;
using YamlDotNet.Core;
using YamlDotNet.Core.Events;

namespace BackupConsole.KubeStash.Manifests;

/// <summary>What YAML's types (<c>!!int</c> and so on) do to a scalar, as kubectl has it.</summary>
internal static class YamlTags
{
    private const string Prefix = "tag:yaml.org,2002:";

    /// <summary>Whether a key is <c>&lt;&lt;</c>, which merges another object instead of naming a field.</summary>
    public static bool IsMerge(ParsingEvent key) => key is Scalar { Value: "<<" } scalar
        && (TagOf(scalar) == Prefix + "merge" || (TagOf(scalar).Length == 0 && scalar.Style == ScalarStyle.Plain) || TagOf(scalar) == "!");

    public static YamlScalar Resolve(Scalar scalar, SourceRange range)
    {
        string tag = TagOf(scalar);
        switch (tag)
        {
            case "":
                return scalar.Style == ScalarStyle.Plain ? YamlScalar.Resolve(scalar.Value) : YamlScalar.OfText(scalar.Value);
            case Prefix + "binary":
                return YamlScalar.OfText(Binary(scalar.Value, range));
            case Prefix + "bool":
                return Require(scalar, range, "yes or no", YamlScalarKind.Boolean);
            case Prefix + "int":
                return Require(scalar, range, "an integer", YamlScalarKind.Integer);
            case Prefix + "float":
                YamlScalar number = Require(scalar, range, "a number", YamlScalarKind.Float, YamlScalarKind.Integer, YamlScalarKind.NotFinite);
                return number.Kind == YamlScalarKind.Integer ? number with { Kind = YamlScalarKind.Float } : number;
            case Prefix + "null":
                return Require(scalar, range, "null", YamlScalarKind.Null);
            case Prefix + "timestamp":
                return YamlTimestamp.IsMatch(scalar.Value) ? YamlScalar.OfText(scalar.Value) : throw Mismatch(scalar.Value, range, "a time");
            default:
                return YamlScalar.OfText(scalar.Value);
        }
    }

    private static string TagOf(Scalar scalar) => scalar.Tag.IsEmpty ? "" : scalar.Tag.Value;

    private static YamlScalar Require(Scalar scalar, SourceRange range, string what, params ReadOnlySpan<YamlScalarKind> kinds)
    {
        YamlScalar value = YamlScalar.Resolve(scalar.Value);
        return kinds.Contains(value.Kind) ? value : throw Mismatch(scalar.Value, range, what);
    }

    private static ManifestException Mismatch(string text, SourceRange range, string what) =>
        new(ManifestError.At(range, $"\"{Shorten(text)}\" is not {what}, though its type says so.", "Correct the value, or remove the type after !!."));

    private static string Binary(string text, SourceRange range)
    {
        try
        {
            return new UTF8Encoding(false, throwOnInvalidBytes: true).GetString(Convert.FromBase64String(text));
        }
        catch (Exception problem) when (problem is FormatException or ArgumentException)
        {
            throw new ManifestException(
                ManifestError.At(range, "The value after !!binary is not text in base64.", "Remove !!binary to keep the base64 text itself, as data of a Secret wants it."),
                problem);
        }
    }

    private static string Shorten(string text) => text.Length > 40 ? text[..40] + "..." : text;
}
