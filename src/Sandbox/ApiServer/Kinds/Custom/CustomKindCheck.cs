using System.Text.Json.Nodes;
using System.Text.RegularExpressions;
using BackupConsole.Sandbox.ApiServer.Kinds.Model;

namespace BackupConsole.Sandbox.ApiServer.Kinds.Custom;

/// <summary>A fault of a CustomResourceDefinition, for the causes of a 422 answer.</summary>
/// <param name="Field">Path of the field at fault.</param>
/// <param name="Reason">Kind of the fault: <c>FieldValueRequired</c>, <c>FieldValueInvalid</c> or <c>FieldValueNotSupported</c>.</param>
/// <param name="Message">What is wrong, without the path.</param>
internal sealed record CustomKindFault(string Field, string Reason, string Message);

/// <summary>Finds what keeps a CustomResourceDefinition from being served; not everything a real server objects to.</summary>
internal static partial class CustomKindCheck
{
    private const string Required = "FieldValueRequired";
    private const string Invalid = "FieldValueInvalid";

    /// <summary>The faults; none when the definition can be installed.</summary>
    public static IReadOnlyList<CustomKindFault> Find(JsonObject definition)
    {
        List<CustomKindFault> faults = [];
        string group = definition.TextOrEmpty("spec", "group");
        string plural = definition.TextOrEmpty("spec", "names", "plural");
        string name = definition.TextOrEmpty("metadata", "name");
        if (name != $"{plural}.{group}")
        {
            faults.Add(new CustomKindFault("metadata.name", Invalid, $"Invalid value: \"{name}\": must be spec.names.plural+\".\"+spec.group"));
        }

        CheckText(faults, "spec.group", group, DnsName());
        CheckText(faults, "spec.names.plural", plural, DnsLabel());
        CheckText(faults, "spec.names.kind", definition.TextOrEmpty("spec", "names", "kind"), KindName());
        if (definition.Text("spec", "scope") is not ("Namespaced" or "Cluster"))
        {
            faults.Add(new CustomKindFault(
                "spec.scope", "FieldValueNotSupported", $"Unsupported value: \"{definition.TextOrEmpty("spec", "scope")}\": supported values: \"Cluster\", \"Namespaced\""));
        }

        JsonObject[] versions = [.. definition.Objects("spec", "versions")];
        if (versions.Count(version => version.IsTrue("storage")) != 1)
        {
            faults.Add(new CustomKindFault("spec.versions", Invalid, "Invalid value: must have exactly one version marked as storage version"));
        }

        for (int index = 0; index < versions.Length; index++)
        {
            CheckVersion(faults, $"spec.versions[{index}]", versions[index]);
        }

        return faults;
    }

    private static void CheckVersion(List<CustomKindFault> faults, string path, JsonObject version)
    {
        CheckText(faults, $"{path}.name", version.TextOrEmpty("name"), DnsLabel());
        if (version.At("schema", "openAPIV3Schema") is not JsonObject schema)
        {
            faults.Add(new CustomKindFault($"{path}.schema.openAPIV3Schema", Required, "Required value: schemas are required"));
        }
        else if (schema.Text("type") != "object")
        {
            faults.Add(new CustomKindFault($"{path}.schema.openAPIV3Schema.type", Required, "Required value: must be object at the root"));
        }

        int column = 0;
        foreach (JsonObject declared in version.Objects("additionalPrinterColumns"))
        {
            string field = $"{path}.additionalPrinterColumns[{column++}].jsonPath";
            try
            {
                _ = SimpleJsonPath.Parse(declared.TextOrEmpty("jsonPath"));
            }
            catch (FormatException fault)
            {
                faults.Add(new CustomKindFault(field, Invalid, $"Invalid value: \"{declared.TextOrEmpty("jsonPath")}\": {fault.Message}"));
            }
        }
    }

    private static void CheckText(List<CustomKindFault> faults, string field, string value, Regex form)
    {
        if (value.Length == 0)
        {
            faults.Add(new CustomKindFault(field, Required, "Required value"));
        }
        else if (!form.IsMatch(value))
        {
            faults.Add(new CustomKindFault(field, Invalid, $"Invalid value: \"{value}\": must be of the form {form}"));
        }
    }

    [GeneratedRegex(@"^[a-z0-9]([-a-z0-9]*[a-z0-9])?(\.[a-z0-9]([-a-z0-9]*[a-z0-9])?)*$", RegexOptions.CultureInvariant)]
    private static partial Regex DnsName();

    [GeneratedRegex("^[a-z]([-a-z0-9]*[a-z0-9])?$", RegexOptions.CultureInvariant)]
    private static partial Regex DnsLabel();

    [GeneratedRegex("^[A-Za-z]([-A-Za-z0-9]*[A-Za-z0-9])?$", RegexOptions.CultureInvariant)]
    private static partial Regex KindName();
}
