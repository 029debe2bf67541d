using System.Runtime.CompilerServices;
using System.Text.Json.Nodes;
using BackupConsole.Sandbox.ApiServer.ManagedFields;
using BackupConsole.Sandbox.ApiServer.Patching;
using BackupConsole.Sandbox.ApiServer.Schemas;
using BackupConsole.Sandbox.Tests.ApiServer.Schemas;
using BackupConsole.Testing;

namespace BackupConsole.Sandbox.Tests.ApiServer.ManagedFields;

/// <summary>Replays writes recorded from a real server, each on the object that server had.</summary>
public class RecordedOwnershipTests
{
    private readonly ObjectWriter writer = new(SchemaTestData.Widget);
    private readonly FieldManager manager = new(SchemaTestData.Widget, new FakeTimeProvider());

    [Fact]
    public void Objects_and_owners_become_what_a_real_server_made_of_them()
    {
        JsonObject recorded = Read("ownership-sequences.json");
        List<string> differences = [];
        int number = 0;
        foreach (JsonArray sequence in recorded["sequences"]!.AsArray().OfType<JsonArray>())
        {
            JsonObject? live = null;
            for (int i = 0; i < sequence.Count; i++)
            {
                JsonObject step = sequence[i]!.AsObject();
                string expected = step["result"] is JsonObject result ? Text(result) : $"{step["code"]} {step["message"]}";
                string actual = Run(live, step);
                // The older server leaves null where an apply took the last part of something, and then refuses that null.
                bool stumbled = step["code"]!.GetValue<long>() == 422 && expected.Contains("\"null\"", StringComparison.Ordinal);
                if (!stumbled && expected != actual)
                {
                    differences.Add($"sequence {number} step {i} {step["kind"]} by {step["manager"]} with {step["body"]!.ToJsonString(CanonicalJson.Plain)}\n  on      {(live is null ? "nothing" : Text(live))}\n  real    {expected}\n  sandbox {actual}");
                }

                live = step["result"] is JsonObject next ? next.DeepClone().AsObject() : live;
            }

            number++;
        }

        Assert.True(differences.Count == 0, $"{differences.Count} differences\n{string.Join("\n", differences)}");
    }

    private string Run(JsonObject? live, JsonObject step)
    {
        string kind = step["kind"]!.GetValue<string>();
        JsonNode body = step["body"]!.DeepClone();
        FieldWrite write = new(step["manager"]!.GetValue<string>(), "", FieldSet.OfFields("status"));
        try
        {
            JsonObject value;
            if (kind is "apply" or "force")
            {
                value = manager.Apply(live, body.AsObject(), write, kind == "force");
                writer.DecodePatched(value, FieldValidation.Warn, []);
            }
            else
            {
                value = kind switch
                {
                    "merge" => MergePatch.Apply(live, body)!.AsObject(),
                    "json" => JsonPatch.Apply(live!, body).AsObject(),
                    _ => body.AsObject(),
                };
                writer.Decode(value, FieldValidation.Warn, []);
                if (live is null)
                {
                    manager.Create(value, write);
                }
                else
                {
                    manager.Update(live, value, write);
                }
            }

            value["metadata"]!["namespace"] = "demo";
            if (live is null)
            {
                writer.ValidateCreate(value);
            }

            value["metadata"]!.AsObject().Remove("namespace");
            return Text(value);
        }
        catch (WriteRefusedException refused)
        {
            return $"{refused.Code} {refused.Message}";
        }
    }

    /// <summary>
    /// The object without times. Owners are listed by name: the recorded ones come by time. Lists that merge are sorted: newer servers put
    /// applied items elsewhere. The older server owns fields of owner
    /// references one by one, a current one each reference as a whole.
    /// </summary>
    private static string Text(JsonObject value)
    {
        JsonObject shown = value.DeepClone().AsObject();
        JsonArray entries = shown["metadata"]!["managedFields"] as JsonArray ?? [];
        foreach (JsonObject entry in entries.OfType<JsonObject>())
        {
            entry.Remove("time");
            if (entry["fieldsV1"]?["f:metadata"]?["f:ownerReferences"] is JsonObject owners)
            {
                foreach (string key in owners.Select(pair => pair.Key).ToArray())
                {
                    owners[key] = new JsonObject();
                }
            }
        }

        shown["metadata"]!["managedFields"] = new JsonArray([.. entries.Select(entry => entry?.DeepClone()).OrderBy(CanonicalJson.Of, StringComparer.Ordinal)]);
        Sort(shown["spec"], "tags");
        Sort(shown["spec"], "parts");
        Sort(shown["metadata"], "finalizers");
        Sort(shown["metadata"], "ownerReferences");
        (shown["metadata"] as JsonObject)?.Remove("namespace");
        (shown["metadata"] as JsonObject)?.Remove("resourceVersion");
        return CanonicalJson.Of(shown);
    }

    private static void Sort(JsonNode? parent, string field)
    {
        if (parent is JsonObject fields && fields[field] is JsonArray list)
        {
            fields[field] = new JsonArray([.. list.Select(item => item?.DeepClone()).OrderBy(CanonicalJson.Of, StringComparer.Ordinal)]);
        }
    }

    private static JsonObject Read(string file, [CallerFilePath] string here = "") =>
        JsonBodyReader.Read(File.ReadAllBytes(Path.Combine(Path.GetDirectoryName(here)!, "Data", file))).Value!.AsObject();
}
