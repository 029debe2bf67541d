using System.Text.RegularExpressions;
using YamlDotNet.Core;
using YamlDotNet.Core.Events;

namespace BackupConsole.Kubernetes.Configuration;

/// <summary>What JSON type kubectl makes of a YAML scalar.</summary>
internal enum YamlScalarKind
{
    Null,
    Boolean,
    Number,
    Text,
}

/// <summary>Tells the type of a scalar by YAML 1.1's rules, as kubectl does: an unquoted <c>yes</c> is a boolean and <c>0x1F</c> a number.</summary>
internal static partial class YamlScalars
{
    public static YamlScalarKind KindOf(Scalar scalar)
    {
        if (scalar.Style != ScalarStyle.Plain || (!scalar.Tag.IsEmpty && scalar.Tag.Value is "tag:yaml.org,2002:str" or "!"))
        {
            return YamlScalarKind.Text;
        }

        return scalar.Value switch
        {
            "" or "~" or "null" or "Null" or "NULL" => YamlScalarKind.Null,
            "y" or "Y" or "yes" or "Yes" or "YES" or "true" or "True" or "TRUE" or "on" or "On" or "ON" => YamlScalarKind.Boolean,
            "n" or "N" or "no" or "No" or "NO" or "false" or "False" or "FALSE" or "off" or "Off" or "OFF" => YamlScalarKind.Boolean,
            _ => Number().IsMatch(scalar.Value.Replace("_", "", StringComparison.Ordinal)) ? YamlScalarKind.Number : YamlScalarKind.Text,
        };
    }

    /// <summary>Whether a scalar of kind <see cref="YamlScalarKind.Boolean"/> is true.</summary>
    public static bool IsTrue(string text) => text[0] is 'y' or 'Y' or 't' or 'T' || text is "on" or "On" or "ON";

    [GeneratedRegex(@"\A[-+]?(0[xX][0-9a-fA-F]+|0[bB][01]+|0[oO][0-7]+|(\.[0-9]+|[0-9]+(\.[0-9]*)?)([eE][-+]?[0-9]+)?|\.(inf|Inf|INF))\z|\A\.(nan|NaN|NAN)\z")]
    private static partial Regex Number();
}
