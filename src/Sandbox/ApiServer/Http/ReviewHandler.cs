using System.Text.Json.Nodes;
using BackupConsole.Sandbox.ApiServer.Kinds.Model;
using BackupConsole.Sandbox.ApiServer.Schemas;
using BackupConsole.Sandbox.ApiServer.Security;
using BackupConsole.Sandbox.ApiServer.Writing;
using Microsoft.AspNetCore.Http;

namespace BackupConsole.Sandbox.ApiServer.Http;

/// <summary>Access, rules, token and self reviews: questions asked by creating an object that is not stored.</summary>
internal sealed class ReviewHandler(Authorizer authorizer, Func<string, UserInfo?> findToken)
{
    private const string Group = "authorization.k8s.io";

    /// <summary>POST.</summary>
    public async Task HandleAsync(HttpContext context, KindDefinition kind, string? ns, UserInfo user)
    {
        Negotiation negotiation = Negotiation.Of(context.Request, objects: false);
        DecodedBody body = await Bodies.ReadObjectAsync(context, kind.Resource.Kind);
        JsonObject review = body.Value!.AsObject();
        RequestChecks.FitKind(kind, review);
        JsonObject answer = new()
        {
            ["kind"] = kind.Resource.Kind,
            ["apiVersion"] = kind.Resource.ApiVersion,
            ["metadata"] = new JsonObject { ["creationTimestamp"] = null },
        };
        if (review["spec"] is JsonObject spec)
        {
            answer["spec"] = spec.DeepClone();
        }

        answer["status"] = kind.Resource.Kind switch
        {
            "SelfSubjectAccessReview" => Decide(kind, user, review),
            "SubjectAccessReview" => Decide(kind, Subject(kind, review), review),
            "LocalSubjectAccessReview" => DecideLocally(kind, review, ns),
            "SelfSubjectRulesReview" => Rules(user, review.TextOrEmpty("spec", "namespace")),
            "SelfSubjectReview" => new JsonObject { ["userInfo"] = Info(user) },
            _ => Token(review.TextOrEmpty("spec", "token")),
        };
        await Answers.SendAsync(context, StatusCodes.Status201Created, answer, negotiation);
    }

    private JsonObject DecideLocally(KindDefinition kind, JsonObject review, string? ns) => review.TextOrEmpty("spec", "resourceAttributes", "namespace") == ns
        ? Decide(kind, Subject(kind, review), review)
        : throw WriteRefusedException.BadRequest($"spec.resourceAttributes.namespace must match namespace: {ns}");

    private JsonObject Decide(KindDefinition kind, UserInfo user, JsonObject review)
    {
        JsonNode? resource = review.At("spec", "resourceAttributes");
        JsonNode? path = review.At("spec", "nonResourceAttributes");
        if (resource is null == path is null)
        {
            throw WriteRefusedException.Invalid(
                Group,
                kind.Resource.Kind,
                "",
                [FieldError.InvalidText("spec.resourceAttributes", resource is null ? "null" : "{}", "exactly one of nonResourceAttributes or resourceAttributes must be specified")]);
        }

        bool allowed = authorizer.IsAllowed(user, resource is not null ? Attributes(resource) : new(path.TextOrEmpty("verb")) { Path = path.TextOrEmpty("path") });
        // A master is allowed before roles are asked, and then no reason is given.
        return allowed && !user.IsMaster ? new() { ["allowed"] = true, ["reason"] = "RBAC: allowed by a role binding" } : new() { ["allowed"] = allowed };
    }

    private static AccessAttributes Attributes(JsonNode resource) => new(resource.TextOrEmpty("verb"))
    {
        Group = resource.TextOrEmpty("group"),
        Resource = resource.TextOrEmpty("resource") is { Length: > 0 } plural ? plural : "*",
        Subresource = resource.TextOrEmpty("subresource"),
        Namespace = resource.TextOrEmpty("namespace"),
        Name = resource.TextOrEmpty("name"),
    };

    private static UserInfo Subject(KindDefinition kind, JsonObject review)
    {
        string name = review.TextOrEmpty("spec", "user");
        string[] groups = [.. review.Texts("spec", "groups")];
        return name.Length > 0 || groups.Length > 0
            ? new(name, review.TextOrEmpty("spec", "uid"), [.. groups])
            : throw WriteRefusedException.Invalid(Group, kind.Resource.Kind, "", [FieldError.InvalidText("spec.user", "\"\"", "at least one of user or group must be specified")]);
    }

    private JsonObject Rules(UserInfo user, string ns)
    {
        if (ns.Length == 0)
        {
            throw WriteRefusedException.BadRequest("no namespace on request");
        }

        JsonArray resources = [];
        JsonArray paths = [];
        foreach (PolicyRule rule in authorizer.RulesFor(user, ns))
        {
            if (!rule.Paths.IsEmpty)
            {
                paths.Add(new JsonObject { ["verbs"] = Texts(rule.Verbs), ["nonResourceURLs"] = Texts(rule.Paths) });
                continue;
            }

            JsonObject entry = new() { ["verbs"] = Texts(rule.Verbs), ["apiGroups"] = Texts(rule.Groups), ["resources"] = Texts(rule.Resources) };
            if (!rule.Names.IsEmpty)
            {
                entry["resourceNames"] = Texts(rule.Names);
            }

            resources.Add(entry);
        }

        return new() { ["resourceRules"] = resources, ["nonResourceRules"] = paths, ["incomplete"] = false };
    }

    private JsonObject Token(string token) => findToken(token) is { } user
        ? new() { ["authenticated"] = true, ["user"] = Info(user) }
        : new() { ["user"] = new JsonObject(), ["error"] = "invalid bearer token" };

    private static JsonObject Info(UserInfo user)
    {
        JsonObject info = new() { ["username"] = user.Name };
        if (user.Uid.Length > 0)
        {
            info["uid"] = user.Uid;
        }

        info["groups"] = Texts(user.Groups);
        return info;
    }

    private static JsonArray Texts(IEnumerable<string> values) => [.. values.Select(value => (JsonNode)value)];
}
